// Builds the style sheets and copies the scripts and fonts: assets/ → static/built/.
import { copyFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { compile, Logger } from "sass";

const from = "src/tellback_web/assets";
const to = "src/tellback_web/static/built";
mkdirSync(to, { recursive: true });

// Left and right become start and end, so that a page from right to left is the mirror of the other. Browsers that know
// no `inset-inline-start` keep `left`; where both are known, a box of fixed width follows the side its text begins on.
function startAndEnd(css) {
  const side = { left: "inline-start", right: "inline-end" };
  return css
    .replace(/([{;])(margin|padding)-(left|right):/g, (_, at, what, to) => `${at}${what}-${side[to]}:`)
    .replace(/([{;])border-(left|right)(-[a-z]+)?:(?!inherit)/g, (_, at, to, more) => `${at}border-${side[to]}${more ?? ""}:`)
    .replace(/([{;])(left|right):([^;}]+)/g, (_, at, to, how) => `${at}${to}:${how};inset-${side[to]}:${how}`)
    .replace(/([{;])float:(left|right)/g, (_, at, to) => `${at}float:${to};float:${side[to]}`);
}

for (const name of ["pupil", "staff"]) {
  const { css } = compile(`${from}/${name}.scss`, {
    style: "compressed",
    loadPaths: [from, "."],
    // The design system still uses @import; its own notices are not ours to mend.
    quietDeps: true,
    silenceDeprecations: ["import"],
    logger: Logger.silent,
  });
  writeFileSync(`${to}/${name}.css`, name === "pupil" ? startAndEnd(css) : css);
}
for (const name of readdirSync(from).filter((one) => one.endsWith(".js"))) {
  copyFileSync(`${from}/${name}`, `${to}/${name}`);
}
cpSync(`${from}/fonts`, `${to}/fonts`, { recursive: true });
copyFileSync(
  "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js",
  `${to}/govuk-frontend.min.js`,
);
