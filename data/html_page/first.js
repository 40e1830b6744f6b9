// Says whether this browser can run the page, before the page is shown; written so that old browsers can read it.
(function () {
  var root = document.documentElement;

  function inflates() {
    try {
      return !!new DecompressionStream("deflate");
    } catch (error) {
      return false;
    }
  }

  function show() {
    document.getElementById("old-browser").hidden = false;
  }

  function tell() {
    root.className = "old";
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
    else show();
  }

  // Browsers that have this method read the syntax of 2020 too.
  var canRun = "noModule" in document.createElement("script") && !!String.prototype.replaceAll;
  if (!canRun || (root.getAttribute("data-reviews") === "packed" && !inflates())) {
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
