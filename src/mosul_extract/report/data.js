// Data: what the page was given, read once; articles only when they are opened.

const block = (name) => JSON.parse(document.getElementById(name).textContent);
const [documents, names, facts, about] = ['documents', 'names', 'facts', 'about'].map(block);
const articles = new Map();

const KINDS = ['killed', 'injured', 'casualties', 'missing', 'kidnapped', 'detained', 'displaced'];
const KINDS_OF_MATERIEL = ['destroyed', 'damaged', 'captured'];
const GROUPS = ['civilian', 'combatant', 'mixed', 'unknown'];
const NUMBER = new Intl.NumberFormat('en');

facts.forEach((fact, at) => {
  const record = documents[fact.document];
  fact.at = at;
  fact.counts = Boolean(fact.summable) && record.copy_of === undefined;
  fact.country = named(fact.place).country ?? null;
  record.facts = record.facts || [];
  record.facts.push(fact);
});
// What is told again may be told with more: a fact that lacks its day or place on the map has that of its repeat.
for (const fact of facts) {
  const first = fact.repeats && documents[fact.document].facts.find((one) => one.id === fact.repeats && one.list === fact.list);
  if (first) (first.told = first.told || []).push(fact);
}
documents.forEach((record, at) => {
  record.at = at;
  record.facts = record.facts || [];
  record.names = record.names || [];
});

/** The article of a number, parsed on first use. */
function articleOf(number) {
  if (!articles.has(number)) articles.set(number, block(`article-${number}`));
  return articles.get(number);
}

function named(piece) {
  return piece && piece.name !== undefined ? names[piece.name] : {};
}

/** A count in words: 24, about 24, at least 20, 20–99, unknown. */
function countOf(fact) {
  const [low, high] = [fact.low, fact.high].map((n) => (n === undefined || n === null ? null : NUMBER.format(n)));
  if (low === null && high === null) return 'unknown';
  if (high === null) return `at least ${low}`;
  if (low === null) return `at most ${high}`;
  if (low !== high) return `${low}–${high}`;
  return fact.precision === 'approximate' ? `about ${low}` : low;
}

/** The sum of the facts that count: low, high (null where one has none), and how many give no number. */
function sumOf(chosen) {
  const sum = { low: 0, high: 0, facts: 0, unnumbered: 0 };
  for (const fact of chosen) {
    if (!fact.counts) continue;
    sum.facts += 1;
    if (fact.low === undefined && fact.high === undefined) sum.unnumbered += 1;
    else {
      sum.low += fact.low ?? 0;
      sum.high = fact.high === undefined || sum.high === null ? null : sum.high + fact.high;
    }
  }
  return sum;
}

function rangeOf(sum) {
  if (!sum.facts) return '';
  if (sum.unnumbered === sum.facts) return '?';
  const low = NUMBER.format(sum.low);
  if (sum.high === null) return `${low} or more`;
  return sum.high === sum.low ? low : `${low}–${NUMBER.format(sum.high)}`;
}

/** Why a fact is in no total; nothing for one that is. */
function uncounted(fact) {
  const reasons = [];
  if (fact.list !== 'casualties') return '';
  if (fact.repeats) reasons.push(`repeats ${fact.repeats}`);
  if (fact.subset) reasons.push(fact.subset_of ? `part of ${fact.subset_of}` : 'part of a total');
  if (fact.assertion !== 'stated') reasons.push(fact.assertion);
  if (fact.scope !== 'event') reasons.push('over a period');
  if (documents[fact.document].copy_of !== undefined) reasons.push('copy of another article');
  return reasons.join(', ');
}

let regions = null;
try {
  regions = new Intl.DisplayNames(['en'], { type: 'region' });
} catch {
  regions = null; // an old browser: codes then
}
const countryOf = (code) => (code ? (regions && regions.of(code)) || code : '');

const ownDay = (fact) => (fact.when && fact.when.from && fact.when.from === fact.when.to ? fact.when.from : null);

/** The day of a fact or of one that repeats it, where the time is a single day. */
const dayOf = (fact) => [fact, ...(fact.told || [])].map(ownDay).find(Boolean) || null;

/** The number of the place of a fact or of one that repeats it, the first that has coordinates. */
function placeOf(fact) {
  const placed = [fact, ...(fact.told || [])].find((one) => named(one.place).latitude !== undefined);
  return (placed || fact).place?.name;
}

const whenOf = (fact) => {
  const { from, to } = fact.when || {};
  return from ? (from === to || !to ? from : `${from} to ${to}`) : '';
};

const titleOf = (record) => record.title || record.path || record.id;

/** Letters that a searcher holds equal, made equal: forms of alef, ya and ta marbuta, vowel marks, digits, capitals. */
const fold = (text) =>
  text
    .toLowerCase()
    .replace(/[\u064b-\u0652\u0670\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x0660);

/** All the words under which a fact is found; made when they are first asked for. */
function searchable(fact) {
  if (fact.words === undefined) {
    const record = documents[fact.document];
    const pieces = [fact.text, fact.item, fact.kind, countOf(fact), whenOf(fact), titleOf(record), record.path, record.id, record.outlet];
    for (const name of ['place', 'by', 'source']) pieces.push(fact[name]?.text, named(fact[name]).name, named(fact[name]).name_en);
    pieces.push(fact.means?.text, fact.means?.kind, fact.when?.text, countryOf(fact.country), ...(fact.categories || []));
    fact.words = fold(pieces.filter(Boolean).join('\n'));
  }
  return fact.words;
}
