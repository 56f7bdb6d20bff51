"""Projections: pure folds from the journal to what people see."""

__all__: list[str] = []
