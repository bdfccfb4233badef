(() => {
  const body = document.body, link = document.getElementById("exit"), status = document.getElementById("again");
  const title = document.title;
  let presses = 0, other = false, timer;
  const leave = () => {
    body.classList.add("gone");
    document.title = "\u200b";
    location.replace(link.href);
  };
  const forget = () => { presses = 0; status.textContent = ""; };
  link.addEventListener("click", event => { event.preventDefault(); leave(); });
  addEventListener("keyup", event => {
    const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
    if (key !== "Shift" || other || ctrlKey || altKey || metaKey) forget();
    else if (++presses > 2) leave();
    else {
      clearTimeout(timer);
      timer = setTimeout(forget, 5000);
      status.textContent = "";
      status.textContent = status.dataset.text;
    }
    other = shiftKey;
  }, true);
  addEventListener("pointerdown", event => { forget(); other = event.shiftKey; }, true);
  addEventListener("pageshow", () => {
    body.classList.remove("gone");
    document.title = title;
    forget();
  });
})();
