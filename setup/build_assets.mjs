// Builds the style sheets and copies the scripts: assets/ → static/built/.
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { compile, Logger } from "sass";

const from = "src/tellback_web/assets";
const to = "src/tellback_web/static/built";
mkdirSync(to, { recursive: true });
for (const name of ["pupil", "staff"]) {
  const { css } = compile(`${from}/${name}.scss`, {
    style: "compressed",
    loadPaths: [from, "."],
    // The design system still uses @import; its own notices are not ours to mend.
    quietDeps: true,
    silenceDeprecations: ["import"],
    logger: Logger.silent,
  });
  writeFileSync(`${to}/${name}.css`, css);
}
for (const name of readdirSync(from).filter((one) => one.endsWith(".js"))) {
  copyFileSync(`${from}/${name}`, `${to}/${name}`);
}
copyFileSync(
  "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js",
  `${to}/govuk-frontend.min.js`,
);
