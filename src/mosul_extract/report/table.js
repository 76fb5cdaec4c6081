// Table: all facts, sorted, filtered, searched; what is shown can be kept as CSV.

const PAGE = 100;
const BLANK = { kind: '', group: '', assertion: '', country: '', verdict: '', counts: null, text: '', places: null, placed: '', source: null, day: '', article: null };
const table = { filter: { ...BLANK }, sort: ['document', 1], page: 0, rows: facts, at: 0 };

const COLUMNS = [
  { key: 'kind', label: 'What', of: (f) => f.kind },
  { key: 'count', label: 'How many', of: (f) => f.low ?? f.high ?? -1, number: true },
  { key: 'group', label: 'Group', of: (f) => f.group || '' },
  { key: 'text', label: 'Statement', of: (f) => f.text },
  { key: 'place', label: 'Where', of: (f) => named(f.place).name_en || f.place?.text || '' },
  { key: 'when', label: 'When', of: (f) => whenOf(f) || f.when?.text || '' },
  { key: 'by', label: 'By', of: (f) => f.by?.text || '' },
  { key: 'source', label: 'Says who', of: (f) => f.source?.text || '' },
  { key: 'counts', label: 'In totals', of: (f) => (f.counts ? '' : uncounted(f) || 'no') },
  { key: 'document', label: 'Article', of: (f) => f.document * 1e6 + f.start, number: true },
  { key: 'review', label: 'Review', of: (f) => reviewOf(f).verdict || (reviewOf(f).note ? 'note' : '') },
];

// With one article there is nothing to say of which.
const SHOWN = COLUMNS.filter((column) => column.key !== 'document' || documents.length > 1);

function matches(fact, filter, sought) {
  if (filter.kind && fact.kind !== filter.kind) return false;
  if (filter.group && fact.group !== filter.group) return false;
  if (filter.assertion && fact.assertion !== filter.assertion) return false;
  if (filter.country && (fact.country || 'none') !== filter.country) return false;
  if (filter.counts !== null && fact.counts !== filter.counts) return false;
  if (filter.day && !(dayOf(fact) || '').startsWith(filter.day)) return false;
  if (filter.article !== null && fact.document !== filter.article) return false;
  if (filter.places && !filter.places.includes(placeOf(fact))) return false;
  if (filter.source && filter.source !== `#${fact.source?.name}` && filter.source !== fact.source?.text) return false;
  if (filter.verdict) {
    const { verdict, note } = reviewOf(fact);
    if (filter.verdict === 'open' ? verdict : filter.verdict === 'note' ? !note : verdict !== filter.verdict) return false;
  }
  return sought.every((word) => searchable(fact).includes(word));
}

function choose() {
  const sought = fold(table.filter.text).split(/\s+/).filter(Boolean);
  const column = COLUMNS.find((one) => one.key === table.sort[0]);
  const values = new Map(facts.map((fact) => [fact, column.of(fact)]));
  const compare = column.number ? (a, b) => a - b : new Intl.Collator('ar').compare;
  table.rows = facts.filter((fact) => matches(fact, table.filter, sought));
  table.rows.sort((a, b) => table.sort[1] * compare(values.get(a), values.get(b)) || a.at - b.at);
  table.page = Math.min(table.page, Math.max(0, Math.ceil(table.rows.length / PAGE) - 1));
}

function pieceCell(piece) {
  if (!piece) return '';
  const english = named(piece).name_en;
  return [words(piece.text), english ? h('span', { class: 'english' }, plain(english)) : null];
}

function row(fact) {
  const record = documents[fact.document];
  const open = () => showFact(fact);
  const cells = {
    kind: [h('span', { class: 'dot' }), fact.kind, fact.assertion !== 'stated' ? h('span', { class: 'note' }, fact.assertion) : null],
    count: countOf(fact),
    group: [fact.group || '', fact.categories ? h('span', { class: 'note' }, fact.categories.join(', ').replace(/_/g, ' ')) : null],
    text: words(fact.text, { class: 'statement' }),
    place: pieceCell(fact.place),
    when: [words(fact.when?.text), whenOf(fact) ? h('span', { class: 'english' }, whenOf(fact)) : null],
    by: [pieceCell(fact.by), fact.means?.kind ? h('span', { class: 'note' }, fact.means.kind.replace(/_/g, ' ')) : null],
    source: pieceCell(fact.source),
    counts: fact.counts ? h('span', { class: 'yes', title: 'in the totals' }, '●') : h('span', { class: 'note' }, uncounted(fact) || '–'),
    document: button(words(titleOf(record)), (event) => { event.stopPropagation(); open(); }, { class: 'link', tabindex: -1 }),
    review: reviewControls(fact, false),
  };
  return h('tr', { class: `kind-${fact.kind}`, tabindex: fact === table.rows[table.at] ? 0 : -1, data: { fact: fact.at, verdict: reviewOf(fact).verdict || '' }, on: { click: () => isSelecting() || open(), focus: (event) => stand(event.currentTarget, fact) } },
    SHOWN.map((column) => h('td', { class: `c-${column.key}`, data: { label: column.label } }, h('div', { class: 'cell' }, cells[column.key]))));
}

/** Tab comes back to the row where the reader was. */
function stand(line, fact) {
  table.at = table.rows.indexOf(fact);
  document.querySelector('#shown tr[tabindex="0"]')?.setAttribute('tabindex', '-1');
  line.setAttribute('tabindex', '0');
}

function chips() {
  const { placed, source, day, article, counts } = table.filter;
  const one = (text, change) => button([text, ' ×'], () => filterBy(change), { class: 'chip', title: 'show the others again' });
  const label = source && (source.startsWith('#') ? names[source.slice(1)].name : source);
  return [
    placed && one(['place: ', words(placed)], { places: null, placed: '' }),
    source && one(['says: ', words(label)], { source: null }),
    day && one(`day: ${day}`, { day: '' }),
    article !== null && one(['article: ', words(titleOf(documents[article]))], { article: null }),
    counts === false && one('not in totals', { counts: null }),
  ].filter(Boolean);
}

function filterBy(change) {
  Object.assign(table.filter, change);
  table.page = 0;
  table.at = 0;
  drawTable();
}

function tableControls() {
  const present = (of) => [...new Set(facts.map(of).filter(Boolean))];
  const all = [['', 'all']];
  const kinds = [...KINDS, ...KINDS_OF_MATERIEL].filter((kind) => present((f) => f.kind).includes(kind));
  const places = present((f) => f.country).map((code) => [code, countryOf(code)]).sort(([, a], [, b]) => a.localeCompare(b));
  const f = table.filter;
  const search = h('input', { type: 'search', id: 'search', placeholder: 'Search words, places, sources ( / )', 'aria-label': 'Search facts', dir: 'auto', on: { input: (e) => filterBy({ text: e.target.value }) } });
  search.value = f.text;
  return h('form', { class: 'filters', role: 'search', on: { submit: (e) => e.preventDefault() } }, search,
    select('What', [...all, ...kinds.map((k) => [k, k])], f.kind, (kind) => filterBy({ kind })),
    select('Group', [...all, ...GROUPS.map((g) => [g, g])], f.group, (group) => filterBy({ group })),
    select('Assertion', [...all, ...['stated', 'denied', 'unconfirmed', 'future'].map((a) => [a, a])], f.assertion, (assertion) => filterBy({ assertion })),
    select('Country', [...all, ...places, ['none', 'not known']], f.country, (country) => filterBy({ country })),
    select('Review', [...all, ['open', 'open'], ['accept', 'accepted'], ['reject', 'rejected'], ['note', 'with a note']], f.verdict, (verdict) => filterBy({ verdict })),
    h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: f.counts === true, on: { change: (e) => filterBy({ counts: e.target.checked ? true : null }) } }), 'only what totals add'),
    button('Clear', () => showFacts({}), { class: 'plain' }));
}

function sortBy(key) {
  table.sort = table.sort[0] === key ? [key, -table.sort[1]] : [key, key === 'count' ? -1 : 1];
  drawTable();
}

function heading(column) {
  const sorted = table.sort[0] === column.key ? table.sort[1] : 0;
  const mark = sorted ? (sorted > 0 ? '▲' : '▼') : '';
  return h('th', { scope: 'col', class: `c-${column.key}`, 'aria-sort': sorted ? (sorted > 0 ? 'ascending' : 'descending') : null },
    button([column.label, h('span', { class: 'arrow' }, mark)], () => sortBy(column.key), { data: { sort: column.key } }));
}

function factsView() {
  return [h('div', { id: 'controls' }, tableControls()), h('div', { id: 'shown' })];
}

/** Draw what the filter leaves; `whole` draws all pages, for print. */
function drawTable(whole = false) {
  choose();
  const [first, last] = whole ? [0, Math.min(table.rows.length, 3000)] : [table.page * PAGE, (table.page + 1) * PAGE];
  const killed = rangeOf(sumOf(table.rows.filter((fact) => fact.kind === 'killed')));
  const injured = rangeOf(sumOf(table.rows.filter((fact) => fact.kind === 'injured')));
  const sums = [killed && `killed ${killed}`, injured && `injured ${injured}`].filter(Boolean).join(' · ');
  const pages = Math.ceil(table.rows.length / PAGE);
  const turn = (by) => () => { table.page += by; table.at = table.page * PAGE; drawTable(); document.getElementById('shown').scrollIntoView(); };
  const pager = () => pages > 1 && !whole ? h('nav', { class: 'pager', 'aria-label': 'Pages of the table' }, button('‹', turn(-1), { disabled: table.page === 0, 'aria-label': 'page before' }),
    `${table.page + 1} of ${pages}`, button('›', turn(1), { disabled: table.page >= pages - 1, 'aria-label': 'next page' })) : null;
  document.getElementById('shown').replaceChildren(
    h('div', { class: 'bar' }, h('p', { class: 'count', role: 'status' }, h('strong', {}, `${NUMBER.format(table.rows.length)} fact${table.rows.length === 1 ? '' : 's'}`), sums ? ` · in totals: ${sums}` : '', ' ', chips()),
      h('div', { class: 'actions' }, pager(), button('Download CSV', saveCsv, { id: 'csv' }))),
    table.rows.length ? h('table', { class: 'facts' }, h('thead', {}, h('tr', {}, SHOWN.map(heading))), h('tbody', {}, table.rows.slice(first, last).map(row)))
      : h('p', { class: 'quiet' }, 'No fact fits.'), pager() ? h('div', { class: 'bar' }, h('span'), pager()) : '');
}

/** Move the focus among the rows, over the ends of pages too. */
function stepRow(by) {
  const next = Math.max(0, Math.min(table.rows.length - 1, table.at + by));
  table.at = next;
  if (Math.floor(next / PAGE) !== table.page) {
    table.page = Math.floor(next / PAGE);
    drawTable();
  }
  const line = document.querySelector(`#shown tr[data-fact="${table.rows[next]?.at}"]`);
  line?.focus();
}

const CSV = [
  ['document', (f) => documents[f.document].id], ['path', (f) => documents[f.document].path], ['title', (f) => documents[f.document].title],
  ['published', (f) => documents[f.document].published], ['url', (f) => documents[f.document].url], ['list', (f) => f.list], ['id', (f) => f.id],
  ['kind', (f) => f.kind], ['count_low', (f) => f.low], ['count_high', (f) => f.high], ['count_precision', (f) => f.precision],
  ['victims_group', (f) => f.group], ['victims_categories', (f) => (f.categories || []).join('|')], ['text', (f) => f.text], ['item', (f) => f.item],
  ['start_char', (f) => f.start], ['end_char', (f) => f.end], ['place_text', (f) => f.place?.text], ['place_name_en', (f) => named(f.place).name_en],
  ['country', (f) => f.country], ['latitude', (f) => named(f.place).latitude], ['longitude', (f) => named(f.place).longitude],
  ['coordinates_precision', (f) => named(f.place).precision], ['when_text', (f) => f.when?.text], ['when_from', (f) => f.when?.from], ['when_to', (f) => f.when?.to],
  ['by_text', (f) => f.by?.text], ['means_kind', (f) => f.means?.kind], ['source_text', (f) => f.source?.text], ['assertion', (f) => f.assertion],
  ['scope', (f) => f.scope], ['subset', (f) => String(Boolean(f.subset))], ['subset_of', (f) => f.subset_of], ['repeats', (f) => f.repeats],
  ['in_totals', (f) => String(f.counts)], ['rule', (f) => f.rule], ['verdict', (f) => reviewOf(f).verdict], ['note', (f) => reviewOf(f).note],
];

/** A cell that no spreadsheet takes for a formula, quoted where it must be. */
function csvCell(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const csvOf = (rows) => [CSV.map(([name]) => name), ...rows.map((fact) => CSV.map(([, of]) => of(fact)))].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');

// The mark in front tells spreadsheets that the file is UTF-8.
const saveCsv = () => download('facts.csv', 'text/csv;charset=utf-8', `\ufeff${csvOf(table.rows)}`);
