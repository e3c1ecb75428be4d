// Counts a class again every ten seconds while the page is looked at; says only what changed.
const EVERY = 10_000;
const counts = document.querySelector("#counts[data-live]");
const said = document.querySelector("#counts-said");

const words = () => counts.querySelector(".class-counts").innerText.replace(/\s+/g, " ");

async function look() {
  if (!document.hidden) {
    const before = words();
    const answer = await fetch(counts.dataset.live, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) {
      return;
    }
    counts.innerHTML = await answer.text();
    if (words() !== before) {
      said.textContent = words();
    }
  }
}

if (counts) {
  setInterval(() => look().catch(() => {}), EVERY);
}
