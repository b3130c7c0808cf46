// Shows the passkey buttons where a browser knows passkeys, and says it when one does not work.
(function () {
  document.addEventListener("DOMContentLoaded", function () {
    if (!window.PublicKeyCredential) return;
    document.querySelectorAll("[data-passkey]").forEach(function (part) {
      part.hidden = part.dataset.passkey !== "yes";
    });
  });
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-failed]").forEach(function (notice) {
      notice.hidden = false;
      notice.textContent = notice.dataset.passkeyFailed;
    });
  });
})();
