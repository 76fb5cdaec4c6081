// Article: its text with marks of actors, units, places and facts, and for the chosen fact all that is known of it.

const reader = { number: 0, chosen: null, entity: null, hidden: new Set() };
const LISTS = ['actors', 'units', 'places'];
// What stands above the words of a cue: short, for the words are.
const CUES = { attribution: 'says', negation: 'not' };
const ROLES = ['count', 'victims', 'item', 'place', 'when', 'by', 'means', 'source'];

/** From code points, in which records count, to the units of a JavaScript text. */
function unitsOf(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (at) => at;
  const units = [0];
  for (const letter of text) units.push(units.at(-1) + letter.length);
  return (at) => units[Math.min(at, units.length - 1)];
}

/** The text cut at all borders of the spans: [{text, spans}], so that marks may overlap. */
function segments(text, spans) {
  const at = unitsOf(text);
  const placed = spans.map((span) => ({ ...span, from: at(span.start), to: at(span.end) })).filter((span) => span.to > span.from);
  const borders = [...new Set([0, text.length, ...placed.flatMap((span) => [span.from, span.to])])].sort((a, b) => a - b);
  placed.sort((a, b) => a.from - b.from);
  const made = [];
  let [active, next] = [[], 0];
  borders.slice(0, -1).forEach((from, n) => {
    while (next < placed.length && placed[next].from === from) active.push(placed[next++]);
    active = active.filter((span) => span.to > from);
    made.push({ text: text.slice(from, borders[n + 1]), from, spans: [...active] });
  });
  return made;
}

function spansOf(shown) {
  const spans = [];
  for (const list of LISTS) {
    for (const entity of shown[list] || []) for (const [start, end] of entity.mentions) spans.push({ start, end, type: list, entity });
  }
  for (const fact of documents[reader.number].facts) spans.push({ start: fact.start, end: fact.end, type: 'facts', fact });
  const full = reader.chosen && fullOf(reader.chosen);
  if (full) {
    spans.push({ start: full.sentence?.start ?? full.start, end: full.sentence?.end ?? full.end, type: 'sentence' });
    for (const role of ROLES) if (full[role]?.start !== undefined || full[role]?.end) spans.push({ start: full[role].start ?? 0, end: full[role].end, type: 'role', role });
    for (const cue of full.evidence || []) spans.push({ start: cue.start ?? 0, end: cue.end, type: 'role', role: CUES[cue.role] || cue.role });
  }
  return spans;
}

const fullOf = (fact) => (articleOf(fact.document)[fact.list] || []).find((one) => one.id === fact.id);

function textView(shown) {
  if (shown.text === undefined) {
    const why = documents[reader.number].untexted ? 'The record was made without its text. With `extract --with-text`, or from the text itself, it stands here.' : 'The text is empty.';
    return h('p', { class: 'quiet' }, why);
  }
  const begun = new Set();
  const made = segments(shown.text, spansOf(shown)).map((segment) => {
    if (!segment.spans.length) return nodes(segment.text);
    return mark(segment, begun);
  });
  return h('div', { class: 'text', dir: 'rtl', lang: 'ar' }, made);
}

/** A piece of the text with the classes of all marks that it lies in. */
function mark(segment, begun) {
  const classes = new Set(['m']);
  const roles = [];
  const [entities, met] = [segment.spans.filter((span) => span.entity), segment.spans.filter((span) => span.fact).map((span) => span.fact)];
  for (const span of segment.spans) {
    classes.add(span.type);
    if (span.fact) classes.add(`kind-${span.fact.kind}`);
    if (span.fact && span.fact === reader.chosen) classes.add('chosen');
    if (span.entity && span.entity === reader.entity) classes.add('chosen-name');
    if (span.type === 'role' && span.from === segment.from && !begun.has(span.role + span.from)) {
      begun.add(span.role + span.from);
      roles.push(span.role);
    }
  }
  // The shortest fact, so that a part can be met within its total; met again, the next.
  const byLength = [...met].sort((a, b) => a.end - a.start - (b.end - b.start));
  const act = () => {
    if (byLength.length) chooseFact(byLength[(byLength.indexOf(reader.chosen) + 1) % byLength.length]);
    else if (entities.length) chooseEntity(entities.at(-1).entity);
  };
  const fresh = met.find((fact) => !begun.has(fact.id));
  met.forEach((fact) => begun.add(fact.id));
  const about = [...entities.map(({ type, entity }) => `${type.slice(0, -1)}: ${plain(entity.name_en || entity.name)} (${entity.kind.replace(/_/g, ' ')})`), ...met.map(labelOf)];
  return h('span', {
    class: [...classes].join(' '), title: about.join('\n') || null,
    data: { ...(met.length ? { facts: met.map((fact) => fact.id).join(' ') } : {}), ...(entities.length ? { entities: entities.map((span) => span.entity.id).join(' ') } : {}), ...(roles.length ? { roles: [...new Set(roles)].join(' · ') } : {}) },
    tabindex: fresh ? 0 : null, role: fresh ? 'button' : null, 'aria-label': fresh ? labelOf(fresh) : null,
    on: met.length || entities.length ? { click: () => isSelecting() || act(), keydown: onEnter(act) } : {},
  }, nodes(segment.text));
}

const labelOf = (fact) => `${fact.id} ${fact.kind}: ${countOf(fact)}`;

function line(label, ...value) {
  const kept = value.flat().filter(Boolean);
  return kept.length ? [h('dt', {}, label), h('dd', {}, kept)] : null;
}

function entityOf(ref) {
  const shown = articleOf(reader.number);
  return ref && LISTS.flatMap((list) => shown[list] || []).find((entity) => entity.id === ref);
}

function quoted(piece) {
  if (!piece || !piece.text) return null;
  const entity = entityOf(piece.ref);
  const name = entity && (entity.name_en || (entity.name !== piece.text && entity.name));
  return [words(piece.text), name ? button(words(name), () => chooseEntity(entity), { class: 'link english' }) : null];
}

function boundsOf(count) {
  const side = (n) => (n === undefined ? 'not known' : NUMBER.format(n));
  return `low ${side(count.low)}, high ${side(count.high)} (${(count.precision || '').replace(/_/g, ' ')})`;
}

/** All that a record says of a fact. */
function detail(fact) {
  const full = fullOf(fact);
  const away = uncounted(fact);
  const victims = full.victims || {};
  const where = entityOf(full.place?.ref);
  return h('div', { class: 'detail' }, reviewControls(fact, true),
    h('dl', {},
      line('Count', words(full.count?.text), h('span', { class: 'english' }, boundsOf(full.count || {}))),
      line('Victims', words(victims.text), fact.group ? h('span', { class: 'english' }, [fact.group, ...(victims.categories || [])].join(', ').replace(/_/g, ' ')) : null),
      line('Item', words(full.item?.text)),
      line('Where', quoted(full.place), where && h('span', { class: 'english' }, whereOf(where))),
      line('When', words(full.when?.text), full.when && h('span', { class: 'english' }, whenOf(fact) || full.when.precision)),
      line('By', quoted(full.by)),
      line('Means', words(full.means?.text), full.means && h('span', { class: 'english' }, full.means.kind.replace(/_/g, ' '))),
      line('Says who', quoted(full.source)),
      line('Assertion', full.assertion),
      line('In totals', fact.list !== 'casualties' ? null : fact.counts ? 'yes' : `no: ${away}`),
      line('Evidence', full.evidence && h('ul', {}, full.evidence.map((cue) => h('li', {}, words(cue.text), ' ', h('span', { class: 'english' }, `${cue.role} · ${cue.row}`))))),
      line('Rule', h('code', {}, full.rule))));
}

function whereOf(place) {
  const chain = (place.admin || []).map((unit) => unit.name_en || unit.name);
  const at = place.latitude === undefined ? 'no coordinates' : `${place.latitude}, ${place.longitude} (${place.precision === 'own' ? 'its own' : `of its ${place.precision}`})`;
  return plain([place.kind.replace(/_/g, ' '), ...chain.reverse(), at].join(' · '));
}

function factItem(fact) {
  const open = fact === reader.chosen;
  const said = reviewOf(fact);
  const head = button([
    h('span', { class: 'dot' }), h('span', { class: 'id' }, fact.id), h('span', { class: 'what' }, `${fact.kind} `, h('strong', {}, countOf(fact))),
    words(fact.text, { class: 'statement' }), h('span', { class: 'sign' }, said.verdict ? MARKS[said.verdict] : ''),
  ], () => chooseFact(open ? null : fact), { class: 'head', 'aria-expanded': String(open), data: { fact: fact.at } });
  return h('li', { class: `fact-item kind-${fact.kind}${fact.counts || fact.list !== 'casualties' ? '' : ' aside'}`, data: { verdict: said.verdict || '' } }, head, open ? detail(fact) : null);
}

function entityDetail(entity) {
  const step = (by) => () => {
    const met = [...document.querySelectorAll(`.text [data-entities~="${entity.id}"]`)];
    reader.seen = ((reader.seen ?? -by) + by + met.length) % met.length;
    met[reader.seen]?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  };
  return h('div', { class: 'detail entity' }, h('dl', {},
    line('Name', words(entity.name), entity.name_en && h('span', { class: 'english' }, plain(entity.name_en))),
    line('Kind', entity.kind.replace(/_/g, ' ')), line('Rank', words(entity.rank)), line('Role', words(entity.role)),
    line('Echelon', [entity.echelon, entity.number].filter(Boolean).join(' ')), line('Country', countryOf(entity.country)),
    line('Belongs to', words(entityOf(entity.affiliation || entity.parent)?.name)),
    line('Where', entity.id.startsWith('P') && whereOf(entity)), line('GeoNames', entity.geonames && String(entity.geonames)),
    line('Rule', h('code', {}, [...new Set(entity.mentions.map((mention) => mention[2]))].join(', ')))),
  entity.mentions.length ? h('p', {}, button('‹', step(-1), { 'aria-label': 'mention before' }), ` ${entity.mentions.length} mention${entity.mentions.length === 1 ? '' : 's'} `, button('›', step(1), { 'aria-label': 'next mention' })) : null);
}

function entityList(list, entities) {
  if (!entities || !entities.length) return null;
  return h('section', { class: `entities ${list}` }, h('h3', {}, list[0].toUpperCase() + list.slice(1), h('small', {}, ` ${entities.length}`)), h('ul', {}, entities.map((entity) => h('li', {},
    button([words(entity.name), entity.name_en ? h('span', { class: 'english' }, plain(entity.name_en)) : null, entity.mentions.length > 1 ? h('small', {}, ` ×${entity.mentions.length}`) : null],
      () => chooseEntity(entity === reader.entity ? null : entity), { class: 'name', 'aria-expanded': String(entity === reader.entity) }), entity === reader.entity ? entityDetail(entity) : null))));
}

/** The address as a link where it is one of the web; else as text only. */
function addressOf(url) {
  if (!url) return null;
  let safe = null;
  try {
    const parsed = new URL(url);
    safe = ['http:', 'https:'].includes(parsed.protocol) ? parsed : null;
  } catch {
    safe = null;
  }
  return safe ? h('a', { href: safe.href, rel: 'noopener noreferrer nofollow', target: '_blank' }, safe.hostname) : words(url);
}

function aboutArticle(record, shown) {
  const pieces = [words(record.outlet), record.published, record.path && h('span', { class: 'path' }, words(record.path)), addressOf(record.url), `${NUMBER.format(record.characters)} characters`,
    record.copy_of !== undefined && `copy of article ${record.copy_of + 1}`];
  return [h('p', { class: 'about' }, pieces.filter(Boolean).map((piece, n) => [n ? ' · ' : '', piece])),
    (shown.warnings || []).length ? h('ul', { class: 'warnings' }, shown.warnings.map((warning) => h('li', {}, words(warning.message)))) : null];
}

function legend() {
  const toggle = (name, label) => button([h('span', { class: `swatch ${name}` }), label], () => {
    if (!reader.hidden.delete(name)) reader.hidden.add(name);
    drawArticle();
  }, { class: 'toggle', 'aria-pressed': String(!reader.hidden.has(name)) });
  return h('div', { class: 'legend', role: 'group', 'aria-label': 'Marks' }, toggle('facts', 'facts'), toggle('actors', 'actors'), toggle('units', 'units'), toggle('places', 'places'));
}

function drawArticle() {
  const record = documents[reader.number];
  const shown = articleOf(reader.number);
  const go = (by) => () => showArticle(reader.number + by);
  const several = documents.length > 1;
  const steps = several ? h('nav', { class: 'steps', 'aria-label': 'Articles' },
    button('‹ previous', go(-1), { disabled: reader.number === 0, title: '[' }), h('span', {}, `${NUMBER.format(reader.number + 1)} of ${NUMBER.format(documents.length)}`),
    button('next ›', go(1), { disabled: reader.number === documents.length - 1, title: ']' })) : null;
  const list = record.facts.length ? h('ol', { class: 'fact-list' }, record.facts.map(factItem)) : h('p', { class: 'quiet' }, 'No fact was found in this article.');
  const hidden = [...reader.hidden].map((name) => `no-${name}`).join(' ');
  document.getElementById('article').replaceChildren(
    steps || '', h('header', { class: 'article-head' }, h('h2', { tabindex: -1 }, words(titleOf(record))), aboutArticle(record, shown), legend()),
    h('div', { class: `reading ${hidden}` }, h('div', { class: 'paper' }, textView(shown)),
      h('aside', { class: reader.chosen ? 'open' : '' }, h('section', { 'aria-label': 'Facts' }, h('h3', {}, 'Facts', h('small', {}, ` ${record.facts.length}`)), list), LISTS.map((name) => entityList(name, shown[name])))));
}

/** Choose a fact of the open article: mark its pieces, show its details, bring both into view. */
function chooseFact(fact, focus = true) {
  reader.chosen = fact;
  reader.entity = null;
  drawArticle();
  remember(`article-${reader.number}${fact ? `/${fact.id}` : ''}`);
  if (!fact) return;
  document.querySelector(`.text [data-facts~="${fact.id}"]`)?.scrollIntoView({ block: 'center' });
  const head = document.querySelector(`#article .head[data-fact="${fact.at}"]`);
  head?.scrollIntoView({ block: 'nearest' });
  if (focus) head?.focus({ preventScroll: true });
}

function chooseEntity(entity) {
  Object.assign(reader, { entity, chosen: null, seen: undefined });
  drawArticle();
  document.querySelector('#article .entities [aria-expanded="true"]')?.focus();
}

/** The next or previous fact, over the ends of articles too. */
function stepFact(by) {
  const mine = documents[reader.number].facts;
  const at = mine.indexOf(reader.chosen);
  const next = at < 0 ? (by > 0 ? mine[0] : mine.at(-1)) : mine[at + by];
  if (next) {
    chooseFact(next);
    return;
  }
  for (let number = reader.number + by; number >= 0 && number < documents.length; number += by) {
    const { facts: others } = documents[number];
    if (others.length) {
      showFact(by > 0 ? others[0] : others.at(-1));
      return;
    }
  }
}
