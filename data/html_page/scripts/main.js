// Starts the page. What it finds in the document, all by id (none of it has to be there but `app`):
//
//   main        <main id="main" tabindex="-1">, around all that follows; the skip link leads to it
//   intro       what the page is, in a few lines below the <h1>: it stays above the search box on the first screen
//   app         an empty <div>: the scripts fill it
//   reviews     the articles, with the list of them for readers without scripts; taken out once the scripts can show them
//   themes      the themes for the same readers; likewise
//   packed      the articles, deflated; taken out once inflated
//   about       the <section> "What these reviews are, and are not", shown at #about; likewise
//   about-data, vocabulary   JSON

import { startPage } from "./view/starting.js";

startPage();
