// Keying by keyboard alone: a digit that says all moves on, Enter goes on, arrows go up and down.
const form = document.querySelector("#keying");
const fields = [...form.querySelectorAll(".key-field__input")];
const save = form.querySelector("#save");
const said = document.querySelector("#key-said");

function go(from, step) {
  const to = fields[fields.indexOf(from) + step];
  if (to) {
    to.focus();
    to.select();
    to.closest(".key-field").scrollIntoView({ block: "nearest" });
  } else if (step > 0) {
    save.focus();
  }
}

function fits(field) {
  const places = Number(field.dataset.places);
  const typed = field.value.trim().toLowerCase();
  return typed === "-" || typed === "x" || (/^[1-9]$/.test(typed) && Number(typed) <= places);
}

form.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.dataset.places || field.value === "") {
    return;
  }
  if (fits(field)) {
    field.removeAttribute("aria-invalid");
    said.textContent = "";
    go(field, 1);
  } else {
    field.setAttribute("aria-invalid", "true");
    said.textContent = `${field.value} is no box here. Key 1 to ${field.dataset.places}, - or x.`;
    field.select();
  }
});

form.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!fields.includes(field)) {
    return;
  }
  const words = field.tagName === "TEXTAREA";
  if (event.key === "Enter" && event.ctrlKey) {
    form.requestSubmit(save);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    go(field, 1);
  } else if (event.key === "ArrowDown" && !words) {
    event.preventDefault();
    go(field, 1);
  } else if (event.key === "ArrowUp" && !words) {
    event.preventDefault();
    go(field, -1);
  } else if (event.key === "Backspace" && field.value === "") {
    event.preventDefault();
    go(field, -1);
  }
});

fields.forEach((field) => field.addEventListener("focus", () => field.select()));
(document.querySelector("[autofocus]") ?? fields[0])?.focus();
