// Elements: text becomes text nodes and attributes only, never markup; controls of direction are shown as what they are.

const SVG = 'http://www.w3.org/2000/svg';
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const ARABIC = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufefc]/;

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (name === 'data') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

const codeOf = (letter) => `<U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}>`;

/** One line of plain text. */
const plain = (text) => String(text ?? '').replace(/\s+/g, ' ').trim().replace(CONTROLS, codeOf);

/** Words of an article or of an input within a line of the page: they reorder nothing around them. */
function words(text, attributes) {
  if (text === null || text === undefined || text === '') return null;
  return h('bdi', { dir: 'auto', lang: ARABIC.test(text) ? 'ar' : null, ...attributes }, plain(text));
}

/** Text of an article as nodes, its controls as small signs. */
function nodes(text) {
  const made = [];
  let last = 0;
  for (const met of text.replace(/\r\n/g, ' \n').matchAll(CONTROLS)) {
    made.push(text.slice(last, met.index).replace(/\r\n/g, '\n'));
    made.push(h('span', { class: 'control', title: 'a control character in the text, shown as what it is' }, codeOf(met[0])));
    last = met.index + met[0].length;
  }
  made.push(text.slice(last).replace(/\r\n/g, '\n'));
  return made.filter((piece) => piece !== '');
}

/** Whether the reader is selecting words, not pressing what they stand in. */
const isSelecting = () => !window.getSelection().isCollapsed;

const button = (label, act, attributes) => h('button', { type: 'button', ...attributes, on: { click: act } }, label);

/** A select: choices are [value, label]. */
function select(label, choices, value, changed) {
  const options = choices.map(([key, text]) => h('option', { value: key, selected: key === value }, text));
  return h('label', { class: 'choice' }, h('span', {}, label), h('select', { on: { change: (e) => changed(e.target.value) } }, options));
}

/** Let the reader keep a text as a file; nothing leaves the machine. */
function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
