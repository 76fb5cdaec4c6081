// Review: what a reader thinks of each fact, kept in the browser where it can be kept, and exported as JSON Lines.

const review = { kept: new Map(), lasting: true, listeners: [] };
const SHELF = (record) => `mosul-extract:review:${record.sha256}`;
const keyOf = (fact) => [fact.list, fact.start, fact.end, fact.kind, fact.low ?? '', fact.high ?? ''].join(':');

function shelfOf(record) {
  if (!review.kept.has(record.sha256)) {
    let stored = null;
    try {
      stored = JSON.parse(localStorage.getItem(SHELF(record)) || '{}');
    } catch {
      review.lasting = false;
    }
    review.kept.set(record.sha256, stored && typeof stored === 'object' ? stored : {});
  }
  return review.kept.get(record.sha256);
}

/** {verdict, note, at} of a fact; empty where nobody has said anything. */
const reviewOf = (fact) => shelfOf(documents[fact.document])[keyOf(fact)] || {};

function setReview(fact, change) {
  const record = documents[fact.document];
  const shelf = shelfOf(record);
  const said = { ...shelf[keyOf(fact)], ...change, at: new Date().toISOString() };
  if (said.verdict || said.note) shelf[keyOf(fact)] = said;
  else delete shelf[keyOf(fact)];
  try {
    if (Object.keys(shelf).length) localStorage.setItem(SHELF(record), JSON.stringify(shelf));
    else localStorage.removeItem(SHELF(record));
  } catch {
    review.lasting = false;
  }
  review.listeners.forEach((listen) => listen(fact));
}

/** Accept or reject; the same verdict once more takes it back. */
function judge(fact, verdict) {
  setReview(fact, { verdict: reviewOf(fact).verdict === verdict ? null : verdict });
}

const isReviewed = (fact) => Boolean(reviewOf(fact).verdict || reviewOf(fact).note);

function tally() {
  const count = { accept: 0, reject: 0, notes: 0 };
  for (const fact of facts) {
    const said = reviewOf(fact);
    if (said.verdict) count[said.verdict] += 1;
    if (said.note) count.notes += 1;
  }
  return count;
}

/** A line for each reviewed fact; `mosul-extract evaluate` reads the file. */
function exported() {
  const lines = facts.filter(isReviewed).map((fact) => {
    const { id, path, sha256 } = documents[fact.document];
    const { verdict, note, at } = reviewOf(fact);
    const { kind, start, end, text, rule } = fact;
    return JSON.stringify({
      review_version: '1.0', document: { id, path: path ?? null, sha256 }, list: fact.list, fact: fact.id, kind, start, end, text,
      low: fact.low ?? null, high: fact.high ?? null, rule, verdict: verdict ?? null, note: note || null, reviewed: at,
    });
  });
  return lines.map((line) => `${line.replace(/[\u0085\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`).join('');
}

/** Take up an exported file; how many lines were of facts of this page. */
function imported(text) {
  const known = new Map(facts.map((fact) => [`${documents[fact.document].sha256}:${keyOf(fact)}`, fact]));
  let taken = 0;
  for (const line of text.split('\n').filter((row) => row.trim())) {
    const said = JSON.parse(line);
    const fact = known.get(`${said.document?.sha256}:${keyOf({ ...said, low: said.low ?? '', high: said.high ?? '' })}`);
    if (!fact) continue;
    setReview(fact, { verdict: ['accept', 'reject'].includes(said.verdict) ? said.verdict : null, note: said.note ? String(said.note) : '' });
    taken += 1;
  }
  return taken;
}

const MARKS = { accept: '✓', reject: '✗' };

/** Accept, reject and note of a fact; `wide` with the words on the buttons and the note open. */
function reviewControls(fact, wide) {
  const choice = (verdict, label, key) => {
    const here = button(wide ? `${MARKS[verdict]} ${label}` : MARKS[verdict], (event) => {
      event.stopPropagation();
      judge(fact, verdict);
    }, { class: `verdict ${verdict}`, title: `${label} (${key})`, 'aria-label': `${label} ${fact.id}` });
    const show = () => here.setAttribute('aria-pressed', String(reviewOf(fact).verdict === verdict));
    show();
    here.show = show;
    return here;
  };
  const buttons = [choice('accept', 'Accept', 'a'), choice('reject', 'Reject', 'r')];
  const box = h('div', { class: 'review', data: { fact: fact.at } }, buttons);
  box.show = () => buttons.forEach((one) => one.show());
  if (wide) {
    const note = h('textarea', {
      rows: 1, placeholder: 'Note (n)', 'aria-label': `Note on ${fact.id}`, dir: 'auto',
      on: { change: (event) => setReview(fact, { note: event.target.value.trim() }) },
    });
    note.value = reviewOf(fact).note || '';
    box.append(note);
  } else if (reviewOf(fact).note) box.append(h('span', { class: 'noted', title: plain(reviewOf(fact).note) }, '✎'));
  return box;
}
