// Sends a file with its progress, and refuses what is too large before a byte is sent. Without scripts the form does.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-upload]");
  const file = form?.querySelector("input[type=file]")?.files[0];
  if (!file) return;
  const fault = form.querySelector("[data-upload-fault]");
  const bar = form.querySelector("[data-upload-progress]");
  const button = form.querySelector("button");
  event.preventDefault();
  fault.hidden = true;
  if (file.size > Number(form.dataset.limit)) {
    fault.textContent = form.dataset.tooLarge;
    fault.hidden = false;
    return;
  }
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (sent) => { bar.value = (100 * sent.loaded) / sent.total; });
  request.addEventListener("load", () => {
    if (request.responseURL !== form.action) return location.assign(request.responseURL);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    document.querySelector("main").replaceWith(page.querySelector("main"));
    document.querySelector("main [role=alert]:not([hidden])")?.scrollIntoView();
  });
  request.addEventListener("error", () => form.submit());
  bar.hidden = false;
  button.disabled = true;
  request.send(new FormData(form));
});
