// Overview: sums by kind and group, days, places, and who is named most; each leads to its facts.

const RULE =
  'Totals add up only facts that are stated, of one event, no repeat of an earlier fact and no part of another total; low to high as the texts give them. ' +
  'Within an article nobody is counted twice; two articles about one event are not recognised as such: check before you cite a sum over articles.';

function matrix() {
  const kinds = KINDS.filter((kind) => facts.some((fact) => fact.kind === kind));
  if (!kinds.length) return h('p', { class: 'quiet' }, 'No casualties were found.');
  const cell = (kind, group, tag) => {
    const chosen = facts.filter((fact) => fact.kind === kind && (!group || fact.group === group));
    const sum = sumOf(chosen);
    const text = rangeOf(sum);
    if (!text) return h(tag || 'td', { class: 'empty' }, '–');
    const note = sum.unnumbered && sum.unnumbered < sum.facts ? h('small', { class: 'unnumbered' }, `and ${sum.unnumbered} without number`) : null;
    const open = button(text === '?' ? 'no number' : text, () => showFacts({ kind, group: group || '', counts: true }), {
      class: 'figure', title: `${sum.facts} facts; show them`,
    });
    return h(tag || 'td', {}, open, note);
  };
  const groups = GROUPS.filter((group) => facts.some((fact) => fact.counts && fact.group === group));
  return h('div', { class: 'scrolling' }, h('table', { class: 'matrix' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'People'), h('th', { scope: 'col' }, 'all'), groups.map((group) => h('th', { scope: 'col' }, group)),
      h('th', { scope: 'col', title: 'facts that are in no total' }, 'not added'))),
    h('tbody', {}, kinds.map((kind) => {
      const left = facts.filter((fact) => fact.kind === kind && !fact.counts).length;
      const others = left ? button(`${NUMBER.format(left)} fact${left === 1 ? '' : 's'}`, () => showFacts({ kind, counts: false }), { class: 'figure quiet' }) : '–';
      return h('tr', { class: `kind-${kind}` }, h('th', { scope: 'row' }, h('span', { class: 'dot' }), kind), cell(kind, '', 'td'), groups.map((group) => cell(kind, group)),
        h('td', { class: left ? '' : 'empty' }, others));
    }))));
}

const UNITS = [
  ['day', (day) => day, 130],
  ['month', (day) => day.slice(0, 7), 130],
  ['year', (day) => day.slice(0, 4), Infinity],
];

/** Bars: people killed and injured (at least) by day; by month or year where the days are many. */
function timeline() {
  const counted = facts.filter((fact) => fact.counts && ['killed', 'injured'].includes(fact.kind));
  const dated = counted.filter(dayOf);
  if (!dated.length) return h('p', { class: 'quiet' }, counted.length ? 'No fact has a known day: the texts give weekdays and “yesterday” only. A day of publication (--date, or the column “published”) makes days of them.' : 'Nothing to draw.');
  const { unit, of, first, last } = span(dated.map(dayOf).sort());
  const steps = stepsBetween(first, last, unit);
  const sums = new Map(steps.map((step) => [step, { killed: 0, injured: 0 }]));
  const drawn = dated.filter((fact) => sums.has(of(dayOf(fact))));
  drawn.forEach((fact) => (sums.get(of(dayOf(fact)))[fact.kind] += fact.low ?? 0));
  const most = Math.max(1, ...[...sums.values()].map((sum) => sum.killed + sum.injured));
  const [width, height, left, bottom] = [960, 170, 46, 24];
  const step = (width - left) / steps.length;
  const bar = Math.max(1, Math.min(26, step * 0.72));
  const y = (value) => (height - bottom - 12) * (1 - value / most) + 12;
  const chart = svg('svg', { viewBox: `0 0 ${width} ${height}`, class: 'timeline', role: 'group', 'aria-label': `People killed and injured, at least, by ${unit}` });
  for (const tick of ticks(most)) {
    chart.append(svg('line', { x1: left, x2: width, y1: y(tick), y2: y(tick), class: 'grid' }), svg('text', { x: left - 8, y: y(tick) + 4, class: 'tick', 'text-anchor': 'end' }, NUMBER.format(tick)));
  }
  const every = Math.max(1, Math.ceil(steps.length / 10));
  steps.forEach((name, at) => {
    const sum = sums.get(name);
    const x = left + step * at + (step - bar) / 2;
    if (at % every === 0) chart.append(svg('text', { x: x + bar / 2, y: height - 6, class: 'tick', 'text-anchor': x + 40 > width ? 'end' : 'middle' }, name));
    if (!sum.killed && !sum.injured) return;
    const label = `${name}: ${NUMBER.format(sum.killed)} killed, ${NUMBER.format(sum.injured)} injured, at least`;
    const open = () => showFacts({ day: name, counts: true });
    chart.append(svg('g', { class: 'bar', tabindex: 0, role: 'button', 'aria-label': label, on: { click: open, keydown: onEnter(open) } },
      svg('title', {}, label),
      svg('rect', { x: left + step * at, width: step, y: 12, height: height - bottom - 12, class: 'reach' }),
      svg('rect', { x, width: bar, y: y(sum.killed), height: y(0) - y(sum.killed), class: 'killed' }),
      svg('rect', { x, width: bar, y: y(sum.killed + sum.injured), height: y(sum.killed) - y(sum.killed + sum.injured), class: 'injured' })));
  });
  return [h('p', { class: 'key' }, h('span', { class: 'swatch killed' }), 'killed ', h('span', { class: 'swatch injured' }), `injured, at least, by ${unit}. `,
    `${NUMBER.format(dated.length)} of ${NUMBER.format(counted.length)} facts have a known day, of their own or of a fact that repeats them.`,
    drawn.length < dated.length ? ` ${NUMBER.format(dated.length - drawn.length)} of them lie before ${first} or after ${last} and are not drawn.` : ''), h('div', { class: 'chart' }, chart)];
}

/** From when to when, in which steps: all days, or without one of twenty at each end where that shows the others more finely. */
function span(days) {
  const [few, count] = [Math.floor(days.length / 20), days.length];
  const fitting = (first, last) => UNITS.findIndex(([name, , most]) => stepsBetween(first, last, name).length <= most);
  const [whole, inner] = [[days[0], days[count - 1]], [days[few], days[count - 1 - few]]];
  const [first, last] = fitting(...inner) < fitting(...whole) ? inner : whole;
  const [unit, of] = UNITS[fitting(first, last)];
  return { unit, of, first, last };
}

function stepsBetween(first, last, unit) {
  const steps = [];
  const length = { day: 10, month: 7, year: 4 }[unit];
  const at = new Date(`${first.slice(0, length)}${{ day: '', month: '-01', year: '-01-01' }[unit]}T00:00:00Z`);
  while (steps.length < 20000) {
    const step = at.toISOString().slice(0, length);
    if (step > last.slice(0, length)) break;
    steps.push(step);
    if (unit === 'day') at.setUTCDate(at.getUTCDate() + 1);
    else if (unit === 'month') at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCFullYear(at.getUTCFullYear() + 1);
  }
  return steps;
}

/** Three or four round numbers up to the greatest. */
function ticks(most) {
  const rough = most / 3;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough));
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);
}

const onEnter = (act) => (event) => {
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    act();
  }
};

/** A list of names with bars. Rows are {label, more, value, told, open}. */
function ranking(title, rows, empty) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  return h('section', { class: 'card ranking' }, h('h3', {}, title), rows.length ? h('ol', {}, rows.map((row) => {
    const line = button([h('span', { class: 'name' }, words(row.label), row.more ? h('span', { class: 'english' }, row.more) : null), h('span', { class: 'value' }, row.told)], row.open, { title: row.title });
    const bar = h('span', { class: 'length' });
    bar.style.width = `${(100 * row.value) / most}%`;
    return h('li', {}, line, bar);
  })) : h('p', { class: 'quiet' }, empty));
}

function topNames(list) {
  const several = documents.length > 1;
  const chosen = names.map((name, at) => [name, at]).filter(([name]) => name.list === list);
  const value = (name) => (several ? name.articles : name.mentions);
  chosen.sort(([a], [b]) => value(b) - value(a) || b.mentions - a.mentions);
  return chosen.slice(0, 8).map(([name, at]) => ({
    label: name.name, more: name.name_en, value: value(name), told: NUMBER.format(value(name)),
    title: `${name.articles} articles, ${name.mentions} mentions`, open: () => showArticles({ name: at }),
  }));
}

function topSources() {
  const counted = new Map();
  for (const fact of facts) {
    if (!fact.source) continue;
    const key = fact.source.name !== undefined ? `#${fact.source.name}` : fact.source.text;
    const row = counted.get(key) || { label: named(fact.source).name || fact.source.text, more: named(fact.source).name_en, value: 0 };
    row.value += 1;
    counted.set(key, row);
  }
  const rows = [...counted].sort(([, a], [, b]) => b.value - a.value).slice(0, 8);
  return rows.map(([key, row]) => ({ ...row, told: NUMBER.format(row.value), title: `${row.value} facts`, open: () => showFacts({ source: key }) }));
}

function overview() {
  const per = documents.length > 1 ? 'articles' : 'mentions';
  const copies = documents.filter((record) => record.copy_of !== undefined).length;
  return [
    h('section', { class: 'card wide' }, h('h2', {}, 'What happened to how many people'), h('div', { class: 'sums' }, matrix(), h('div', {}, h('p', { class: 'rule' }, RULE), copies ? h('p', { class: 'rule' }, `${copies} article${copies === 1 ? ' is a copy, letter for letter, of an earlier one; its facts are' : 's are copies, letter for letter, of earlier ones; their facts are'} not added.`) : null))),
    h('section', { class: 'card wide' }, h('h2', {}, 'When'), timeline()),
    h('section', { class: 'card wide', id: 'map-card' }, h('h2', {}, 'Where'), worldMap()),
    h('div', { class: 'columns' },
      ranking(`Actors, by ${per}`, topNames('actors'), 'None were found.'),
      ranking(`Units, by ${per}`, topNames('units'), 'None were found.'),
      ranking('Who says so, by facts', topSources(), 'No fact names its source.')),
    about.failures.length ? h('section', { class: 'card wide failures' }, h('h3', {}, `${NUMBER.format(about.failures.length)} input${about.failures.length === 1 ? '' : 's'} could not be read`),
      h('ul', {}, about.failures.slice(0, 200).map((failed) => h('li', {}, words(failed.name), ': ', words(failed.error))))) : null,
  ];
}
