// Keying by keyboard alone: a digit that says all moves on, Enter goes on, arrows go up and down. Whoever keys looks at
// the paper and not at the screen, so a key that fits nowhere is heard.
const form = document.querySelector("#keying");
const fields = [...form.querySelectorAll(".key-field__input")];
const save = form.querySelector("#save");
const back = form.querySelector("#back");
const said = document.querySelector("#key-said");
const ALONE = /^[-x*]$/;
let sound;
let sent = false;

function go(from, step) {
  const to = fields[fields.indexOf(from) + step];
  if (to) {
    to.focus();
    to.closest(".key-field").scrollIntoView({ block: "center" });
  } else if (step > 0) {
    save.focus();
    save.scrollIntoView({ block: "center" });
  }
}

function beep() {
  sound ??= new AudioContext();
  const tone = sound.createOscillator();
  const volume = sound.createGain();
  volume.gain.value = 0.1;
  tone.frequency.value = 330;
  tone.connect(volume).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.15);
}

function refuse(sentence) {
  said.textContent = sentence;
  beep();
}

// The numbers of the boxes that were keyed, each as it was typed.
function keyed(field) {
  const typed = field.value.trim();
  if (!("several" in field.dataset)) {
    return [typed];
  }
  return /[\s,.]/.test(typed) || Number(field.dataset.places) > 9 ? typed.split(/[\s,.]+/).filter(Boolean) : [...typed];
}

// Why what stands in a field is no answer; empty where it may be. The server has the last word.
function whyNot(field) {
  const typed = field.value.trim().toLowerCase();
  if (typed === "") {
    return "Nothing is keyed. Key - where nothing is ticked.";
  }
  if (ALONE.test(typed) || !field.dataset.places) {
    return "";
  }
  const places = Number(field.dataset.places);
  const wrong = keyed(field).find((one) => !/^\d+$/.test(one) || Number(one) < 1 || Number(one) > places);
  return wrong === undefined ? "" : `${wrong} is no box here. Key 1 to ${places}, - or x.`;
}

// What was keyed stands out among the boxes, to be seen at a glance.
function show(field) {
  const numbers = field.dataset.places ? keyed(field) : [];
  for (const code of field.closest(".key-field").querySelectorAll("[data-place]")) {
    code.classList.toggle("key-code--keyed", numbers.includes(code.dataset.place));
  }
}

function leave(field) {
  const reason = whyNot(field);
  field.toggleAttribute("aria-invalid", false);
  if (reason) {
    field.setAttribute("aria-invalid", "true");
    field.select();
    refuse(reason);
    return;
  }
  said.textContent = "";
  go(field, 1);
}

function nothingMore() {
  for (const field of fields.filter((one) => one.value.trim() === "")) {
    field.value = "-";
  }
  save.focus();
  save.scrollIntoView({ block: "center" });
}

const KEYS = {
  Enter: leave,
  ArrowDown: (field) => go(field, 1),
  ArrowUp: (field) => go(field, -1),
  End: nothingMore,
};

function isNoKey(event, field) {
  const words = field.tagName === "TEXTAREA";
  return event.shiftKey || event.ctrlKey || event.altKey || (words && event.key !== "Enter") || !(event.key in KEYS);
}

form.addEventListener("input", ({ target: field }) => {
  show(field);
  if ("oneKey" in field.dataset && field.value !== "") {
    leave(field);
  }
});

form.addEventListener("keydown", (event) => {
  const field = event.target;
  if (/^Numpad\d$/.test(event.code) && event.key.length > 1) {
    event.preventDefault();
    refuse("Num Lock is off. Press Num Lock, then key on.");
  } else if (event.key === "Enter" && event.repeat) {
    event.preventDefault();
  } else if (event.key === "PageDown" || (event.key === "Enter" && event.ctrlKey)) {
    event.preventDefault();
    form.requestSubmit(save);
  } else if (event.key === "PageUp") {
    event.preventDefault();
    if (back) {
      form.requestSubmit(back);
    }
  } else if (event.key === "ArrowUp" && field === save) {
    event.preventDefault();
    fields.at(-1).focus();
  } else if (!fields.includes(field)) {
    return;
  } else if (event.key === "Backspace" && field.value === "") {
    event.preventDefault();
    go(field, -1);
  } else if (!isNoKey(event, field)) {
    event.preventDefault();
    KEYS[event.key](field);
  }
});

// A page is sent once, however often a key is pressed; one that the browser brings back may be sent again.
form.addEventListener("submit", (event) => {
  if (sent) {
    event.preventDefault();
  }
  sent = true;
});
window.addEventListener("pageshow", () => {
  sent = false;
});

form.classList.add("key-live");
for (const field of fields) {
  field.addEventListener("focus", () => field.select());
  show(field);
}
(form.querySelector("[autofocus]") ?? fields[0])?.focus();
