// Keeps the progress of school reports fresh; when the work has ended, the page is loaded anew.
const EVERY = 1_500;
const progress = document.querySelector("#progress[data-live]");
const said = document.querySelector("#progress-said");

function put(html) {
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  const part = fresh.querySelector("[data-state]");
  if (part === null || part.dataset.goingOn !== "yes") {
    location.reload();
    return false;
  }
  const bar = fresh.querySelector("progress");
  const words = fresh.querySelector("label").textContent;
  progress.querySelector("progress").value = bar.value;
  progress.querySelector("label").textContent = words;
  const made = part.dataset.made.split(" ");
  for (const cell of document.querySelectorAll("td[data-school]")) {
    if (made.includes(cell.dataset.school)) {
      cell.textContent = "Yes";
    }
  }
  return true;
}

async function again() {
  if (!document.hidden) {
    try {
      const answer = await fetch(progress.dataset.live, { headers: { Accept: "text/html" } });
      if (answer.redirected || !answer.ok) {
        said.textContent = "Load the page again to see how far the work is.";
        return;
      }
      if (!put(await answer.text())) {
        return;
      }
    } catch {
      // The network is away; the next try says more.
    }
  }
  setTimeout(again, EVERY);
}

if (progress) {
  setTimeout(again, EVERY);
}
