// Builds the style sheets and copies the one script: assets/ → static/built/.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
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
copyFileSync(`${from}/staff.js`, `${to}/staff.js`);
copyFileSync(
  "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js",
  `${to}/govuk-frontend.min.js`,
);
