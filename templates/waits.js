/* A page that waits for a class looks whether the class has begun; it is loaded again only
   then, so whoever reads it, or is on a link of it, is not disturbed before. */
(function () {
  const LOOK_MS = 5000;
  const own = new URL(document.currentScript.src).pathname;
  /* Whatever asks for this script waits, too. */
  const waits = async () => {
    const answer = await fetch(location.href);
    return answer.status >= 500 || (await answer.text()).includes(own);
  };
  const look = async () => {
    /* No server for a moment is not the class. */
    if (await waits().catch(() => true)) setTimeout(look, LOOK_MS);
    else location.reload();
  };
  setTimeout(look, LOOK_MS);
})();
