// Says whether this browser can run the page, before the page is shown; written so that old browsers can read it.
(function () {
  var root = document.documentElement;

  function show() {
    document.getElementById("old-browser").hidden = false;
  }

  function tell() {
    root.className = "old";
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
    else show();
  }

  // The youngest of all that the scripts need: Chrome and Edge have it from 86 on, Firefox from 78 and Safari from 14.
  var canRun = "noModule" in document.createElement("script") && "replaceChildren" in root;
  if (!canRun) {
    tell();
    return;
  }

  function tellIfNotStarted() {
    if (root.className === "starting") tell();
  }
  root.className = "starting"; // until the scripts make it "started"
  window.addEventListener("error", tellIfNotStarted);
  window.addEventListener("unhandledrejection", tellIfNotStarted);
})();
