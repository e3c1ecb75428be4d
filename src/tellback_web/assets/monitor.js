// Keeps the monitor's figures fresh: asks for them every 20 seconds while the page is looked at.
const EVERY = 20_000;
const figures = document.querySelector("#figures[data-live]");
const said = document.querySelector("#figures-said");

function counted() {
  return figures.querySelector("[data-responses]")?.dataset.responses ?? "0";
}

function note(words) {
  figures.querySelector("[data-counted]")?.append(` ${words}`);
}

// Changes only what differs, so that focus, scrolling and a reader's place stay where they are.
function freshen(old, fresh) {
  if (old.nodeName !== fresh.nodeName || old.childNodes.length !== fresh.childNodes.length) {
    old.replaceWith(fresh);
    return;
  }
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) {
      old.data = fresh.data;
    }
    return;
  }
  for (const { name, value } of fresh.attributes ?? []) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  const theirs = [...fresh.childNodes];
  [...old.childNodes].forEach((one, at) => freshen(one, theirs[at]));
}

function put(html) {
  const before = counted();
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  if (fresh.childNodes.length === figures.childNodes.length) {
    const theirs = [...fresh.childNodes];
    [...figures.childNodes].forEach((one, at) => freshen(one, theirs[at]));
  } else {
    figures.replaceChildren(...fresh.childNodes);
  }
  if (counted() !== before) {
    said.textContent = `${counted()} responses now.`;
  }
}

async function look() {
  if (document.hidden) {
    return true;
  }
  try {
    const answer = await fetch(figures.dataset.live, { headers: { Accept: "text/html" } });
    if (answer.redirected || answer.status === 403) {
      note("You are signed out. Load the page again to go on.");
      return false;
    }
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    put(await answer.text());
  } catch {
    if (!figures.dataset.stale) {
      note("The network does not answer; these are the last figures. Trying again.");
    }
    figures.dataset.stale = "yes";
    return true;
  }
  delete figures.dataset.stale;
  return true;
}

function start() {
  const links = document.querySelector(".monitor-links");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain-button";
  let running = true;
  let waiting;
  const again = async () => {
    if (running && !(await look())) {
      button.remove();
      return;
    }
    waiting = running ? setTimeout(again, EVERY) : undefined;
  };
  button.textContent = "Stop counting anew";
  button.addEventListener("click", () => {
    running = !running;
    button.textContent = running ? "Stop counting anew" : "Count anew every 20 seconds";
    clearTimeout(waiting);
    if (running) {
      again();
    }
  });
  links.prepend(button);
  waiting = setTimeout(again, EVERY);
}

if (figures) {
  start();
}
