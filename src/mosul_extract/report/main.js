// The page: its views and the addresses that lead to them, the keys, the review that is kept, the print.

const VIEWS = documents.length === 1 ? ['article', 'overview', 'facts'] : ['overview', 'facts', 'articles', 'article'];
const shelf = { name: null, text: '', page: 0 };
let view = '';

/** Set the address without going there. */
const remember = (address) => history.replaceState(null, '', `#${address}`);

function show(next) {
  if (view !== next) window.scrollTo(0, 0);
  view = next;
  for (const name of VIEWS) {
    const section = document.getElementById(name);
    section.hidden = name !== next;
    document.querySelector(`#tabs [data-view="${name}"]`)?.setAttribute('aria-current', name === next ? 'page' : 'false');
  }
}

/** Go to an address, so that the browser's way back leads from there. */
function go(address) {
  if (!location.hash) remember(address);
  else if (location.hash !== `#${address}`) history.pushState(null, '', `#${address}`);
}

function fillOverview() {
  const section = document.getElementById('overview');
  if (!section.hasChildNodes()) section.append(...overview().flat().filter(Boolean));
}

function showOverview() {
  go('overview');
  show('overview');
  fillOverview();
}

function fillFacts(filter) {
  const section = document.getElementById('facts');
  if (filter) Object.assign(table.filter, BLANK, filter);
  if (filter) Object.assign(table, { page: 0, at: 0 });
  if (filter || !section.hasChildNodes()) section.replaceChildren(...factsView());
}

/** The table under a filter of its own: what was set before is given up. Without one, as it was left. */
function showFacts(filter) {
  go('facts');
  show('facts');
  fillFacts(filter);
  drawTable();
}

function showArticles(filter) {
  if (documents.length === 1) {
    showArticle(0);
    return;
  }
  go('articles');
  if (filter) Object.assign(shelf, { name: null, text: '', page: 0 }, filter);
  show('articles');
  drawArticles();
}

function showArticle(number, fact) {
  if (!documents[number]) return;
  go(`article-${number}${fact ? `/${fact.id}` : ''}`);
  show('article');
  Object.assign(reader, { number, entity: null });
  if (fact) chooseFact(fact);
  else {
    reader.chosen = null;
    drawArticle();
    window.scrollTo(0, 0);
    document.querySelector('#article h2').focus({ preventScroll: true });
  }
}

function showFact(fact) {
  table.at = Math.max(0, table.rows.indexOf(fact));
  showArticle(fact.document, fact);
}

const SHELF_PAGE = 100;

function fitting() {
  const sought = fold(shelf.text).split(/\s+/).filter(Boolean);
  return documents.filter((record) => {
    if (shelf.name !== null && !record.names.includes(shelf.name)) return false;
    const told = fold([titleOf(record), record.path, record.outlet, record.published].filter(Boolean).join('\n'));
    return sought.every((word) => told.includes(word));
  });
}

/** The articles, those of a name or with a word in the title. */
function drawArticles() {
  const search = h('input', { type: 'search', 'aria-label': 'Search articles', placeholder: 'Search title, outlet, path … ( / )', dir: 'auto', on: { input: (event) => { Object.assign(shelf, { text: event.target.value, page: 0 }); drawShelf(); } } });
  search.value = shelf.text;
  document.getElementById('articles').replaceChildren(h('form', { class: 'filters', role: 'search', on: { submit: (event) => event.preventDefault() } }, search), h('div', { id: 'shelf' }));
  drawShelf();
}

function drawShelf() {
  const rows = fitting();
  const [first, pages] = [shelf.page * SHELF_PAGE, Math.ceil(rows.length / SHELF_PAGE)];
  const turn = (by) => () => { shelf.page += by; drawShelf(); };
  const chip = shelf.name === null ? '' : button(['names: ', words(names[shelf.name].name), ' ×'], () => showArticles({}), { class: 'chip', title: 'show the others again' });
  const pager = pages > 1 ? h('nav', { class: 'pager', 'aria-label': 'Pages of the list' }, button('‹', turn(-1), { disabled: !shelf.page, 'aria-label': 'page before' }), `${shelf.page + 1} of ${pages}`,
    button('›', turn(1), { disabled: shelf.page >= pages - 1, 'aria-label': 'next page' })) : '';
  document.getElementById('shelf').replaceChildren(
    h('div', { class: 'bar' }, h('p', { class: 'count', role: 'status' }, h('strong', {}, `${NUMBER.format(rows.length)} article${rows.length === 1 ? '' : 's'}`), ' ', chip), pager),
    h('ol', { class: 'articles', start: first + 1 }, rows.slice(first, first + SHELF_PAGE).map(articleItem)));
}

function articleItem(record) {
  const sum = (kind) => rangeOf(sumOf(record.facts.filter((fact) => fact.kind === kind)));
  const told = ['killed', 'injured'].map((kind) => [kind, sum(kind)]).filter(([, text]) => text).map(([kind, text]) => h('span', { class: `kind-${kind} told` }, h('span', { class: 'dot' }), `${kind} ${text}`));
  const open = record.facts.filter((fact) => !reviewOf(fact).verdict).length;
  return h('li', {}, button([h('span', { class: 'title' }, words(titleOf(record))), h('span', { class: 'about' }, h('span', {}, words(record.outlet)), h('span', {}, record.published || ''), told,
    h('small', {}, record.facts.length ? `${record.facts.length} fact${record.facts.length === 1 ? '' : 's'}${open ? '' : ', reviewed'}` : 'no fact'))], () => showArticle(record.at)));
}

/** To what the address names. */
function route() {
  const [where, fact] = decodeURIComponent(location.hash.slice(1)).split('/');
  const number = /^article-(\d+)$/.exec(where)?.[1];
  if (number !== undefined && documents[number]) showArticle(Number(number), documents[number].facts.find((one) => one.id === fact));
  else if (where === 'facts') showFacts();
  else if (where === 'articles' && documents.length > 1) showArticles();
  else if (where === 'overview' || documents.length !== 1) showOverview();
  else showArticle(0);
}

function drawReview() {
  const { accept, reject, notes } = tally();
  const told = accept + reject || notes ? `${MARKS.accept} ${accept}  ${MARKS.reject} ${reject}${notes ? `  ✎ ${notes}` : ''}` : '';
  document.getElementById('tally').replaceChildren(told);
  document.getElementById('export').disabled = !(accept + reject + notes);
  document.getElementById('unkept').hidden = review.lasting;
}

const saveReview = () => download('review.jsonl', 'application/x-ndjson', exported());

async function loadReview(event) {
  const [file] = event.target.files;
  event.target.value = '';
  if (!file) return;
  let told;
  try {
    told = `${imported(await file.text())} facts of this page were taken from ${file.name}.`;
  } catch (wrong) {
    told = `${file.name} is no exported review: ${wrong.message}`;
  }
  const note = document.getElementById('said');
  note.textContent = told;
  route();
}

const KEYS = [
  ['j / k', 'next, previous fact'], ['a / r', 'accept, reject; once more takes it back'], ['n', 'note'], ['Enter', 'open the fact in its text'],
  ['Esc', 'back to the table'], ['[ / ]', 'previous, next article'], ['/', 'search'], ['1 – 4', 'the views'], ['?', 'this help'],
];

function help() {
  const box = document.getElementById('help');
  if (!box.open) box.showModal();
}

function currentFact() {
  if (view === 'article') return reader.chosen;
  return view === 'facts' ? table.rows[table.at] : null;
}

const step = (by) => (view === 'article' ? stepFact(by) : view === 'facts' ? stepRow(document.activeElement.closest('#shown tr') ? by : 0) : null);

function judged(verdict) {
  const fact = currentFact();
  if (fact) judge(fact, verdict);
}

function takeNote() {
  const fact = currentFact();
  if (!fact) return;
  if (view === 'facts') showFact(fact);
  document.querySelector('#article textarea')?.focus();
}

const ACTS = {
  j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1), a: () => judged('accept'), r: () => judged('reject'), n: takeNote, '?': help,
  '[': () => view === 'article' && showArticle(reader.number - 1), ']': () => view === 'article' && showArticle(reader.number + 1),
  '/': () => { if (view !== 'articles') showFacts(); document.querySelector(`#${view} input[type=search]`).focus(); },
  Escape: () => view === 'article' && (reader.chosen || reader.entity) && documents.length === 1 ? chooseFact(null) : view === 'article' && back(),
};

function back() {
  showFacts();
  document.querySelector(`#shown tr[data-fact="${table.rows[table.at]?.at}"]`)?.focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById('help').open) return;
  const { target, key } = event;
  if (target.closest('textarea, input, select')) {
    if (key === 'Escape') target.blur();
    return;
  }
  if (key.startsWith('Arrow') && !target.closest('#shown tr, .fact-list')) return;
  if (key === 'Enter' && target.matches('#shown tr')) {
    event.preventDefault(); // the button that has the focus next must not take this key for a click
    showFact(table.rows[table.at]);
    return;
  }
  const tab = document.querySelectorAll('#tabs button')[Number(key) - 1];
  const act = tab ? () => tab.click() : ACTS[key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** What a reviewed fact shows is drawn anew, without taking the focus away. */
review.listeners.push((fact) => {
  drawReview();
  document.querySelectorAll(`.review[data-fact="${fact.at}"]`).forEach((box) => box.show());
  const { verdict } = reviewOf(fact);
  document.querySelectorAll(`tr[data-fact="${fact.at}"], .fact-item:has(> [data-fact="${fact.at}"])`).forEach((element) => {
    element.dataset.verdict = verdict || '';
    const sign = element.querySelector(':scope > .head .sign');
    if (sign) sign.textContent = verdict ? MARKS[verdict] : '';
  });
});

function start() {
  const labels = { overview: 'Overview', facts: 'Facts', articles: 'Articles', article: documents.length === 1 ? 'Article' : 'Reading' };
  const open = { overview: showOverview, facts: () => showFacts(), articles: () => showArticles(), article: () => showArticle(reader.number, reader.chosen) };
  const days = documents.map((record) => record.published).filter(Boolean).sort();
  const span = days.length ? ` · ${days[0]}${days.at(-1) === days[0] ? '' : ` to ${days.at(-1)}`}` : '';
  const plural = (n, noun) => `${NUMBER.format(n)} ${noun}${n === 1 ? '' : 's'}`;
  document.getElementById('page').replaceChildren(
    h('header', { class: 'top' },
      h('div', { class: 'name' }, h('h1', {}, 'Report'), h('p', {}, `${plural(documents.length, 'article')} · ${plural(facts.length, 'fact')}${span}`)),
      h('nav', { id: 'tabs', 'aria-label': 'Views' }, VIEWS.map((name) => button(labels[name], open[name], { data: { view: name } }))),
      h('div', { class: 'reviewing' }, h('span', { id: 'tally', role: 'status', title: 'accepted, rejected, notes' }),
        button('Export review', saveReview, { id: 'export', title: 'JSON Lines, for mosul-extract evaluate' }),
        h('label', { class: 'load', title: 'a file that was exported before' }, 'Load', h('input', { type: 'file', accept: '.jsonl', on: { change: loadReview }, 'aria-label': 'Load an exported review' })),
        button('?', help, { 'aria-label': 'Keys', title: 'Keys (?)' }))),
    h('p', { id: 'unkept', role: 'alert', hidden: true }, 'This browser keeps nothing for this page: export the review before you close it.'), h('p', { id: 'said', role: 'status' }),
    h('main', {}, ['overview', 'facts', 'articles', 'article'].filter((name) => VIEWS.includes(name)).map((name) => h('section', { id: name, hidden: true, 'aria-label': labels[name] }))),
    h('footer', {}, `mosul-extract ${about.version}. Facts as rules found them in the texts: each can be wrong. Names and coordinates in part from GeoNames (CC BY 4.0).`),
    h('dialog', { id: 'help' }, h('h2', {}, 'Keys'), h('dl', {}, KEYS.map(([key, what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)])), h('form', { method: 'dialog' }, h('button', {}, 'Close'))));
  document.title = documents.length === 1 ? `${plain(titleOf(documents[0]))} · report` : `Report · ${plural(documents.length, 'article')}`;
  document.addEventListener('keydown', onKey);
  window.addEventListener('popstate', route);
  // On paper: the overview, the table in full, and the article that is open.
  window.addEventListener('beforeprint', () => {
    fillOverview();
    fillFacts();
    drawTable(true);
  });
  window.addEventListener('afterprint', () => view === 'facts' && drawTable());
  drawReview();
  route();
}

start();
