"""What the students of a class typed for a task, as one tree."""
