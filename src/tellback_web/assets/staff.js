// Adds to pages that already work: focus on an error summary, one press of a button.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
