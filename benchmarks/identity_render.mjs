// Renders components of the Rijkshuisstijl community (and, where that has none, of Utrecht) as static HTML.
// Runs in the cache folder that holds the packages; writes one JSON object, name → HTML, to standard output.
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const kits = [];
for (const name of ['@rijkshuisstijl-community/components-react', '@utrecht/component-library-react']) {
  try { kits.push(await import(name)); } catch (error) { console.error(`${name}: ${error.message}`); }
}
const find = (name) => kits.map((kit) => kit[name]).find(Boolean);
const make = (name, props, ...inside) => (find(name) ? h(find(name), props, ...inside) : null);
const link = (text) => make('Link', { href: '/meer' }, text);
const examples = {
  button: () => make('Button', { appearance: 'primary-action-button' }, 'Verder'),
  'button-group': () => make('ButtonGroup', {}, make('Button', {}, 'Vorige'), make('Button', {}, 'Volgende')),
  alert: () => make('Alert', { type: 'info', heading: 'Let op' }, make('Paragraph', {}, 'Wij zijn dicht.')),
  heading: () => make('Heading2', {}, 'Paspoort aanvragen'),
  paragraph: () => make('Paragraph', {}, 'U vraagt het aan in het stadhuis. ', link('Lees meer')),
  list: () => make('UnorderedList', {}, make('UnorderedListItem', {}, link('Afval')), make('UnorderedListItem', {}, link('Wonen'))),
  'ordered-list': () => make('OrderedList', {}, make('OrderedListItem', {}, 'Vul in'), make('OrderedListItem', {}, 'Stuur op')),
  table: () => make('Table', {}, make('TableHeader', {}, make('TableRow', {}, make('TableHeaderCell', {}, 'Dag'))), make('TableBody', {}, make('TableRow', {}, make('TableCell', {}, link('Maandag'))))),
  textbox: () => make('FormField', {}, make('FormLabel', { htmlFor: 'naam' }, 'Naam'), make('Textbox', { id: 'naam' })),
  textarea: () => make('FormField', {}, make('FormLabel', { htmlFor: 'tekst' }, 'Vraag'), make('Textarea', { id: 'tekst' })),
  fieldset: () => make('Fieldset', {}, make('FieldsetLegend', {}, 'Keuze'), make('FormLabel', { htmlFor: 'k' }, 'Ja'), make('Checkbox', { id: 'k' })),
  blockquote: () => make('Blockquote', {}, make('Paragraph', {}, 'Een buurt voor iedereen.')),
  'data-list': () => make('DataList', {}, make('DataListItem', {}, make('DataListKey', {}, 'Plaats'), make('DataListValue', {}, link('Utrecht')))),
  'link-list': () => make('LinkList', {}, make('LinkListLink', { href: '/a' }, 'Aanvragen')),
  figure: () => make('Figure', {}, make('Image', { src: '/a.png', alt: 'Het plein', width: 90, height: 60 }), make('FigureCaption', {}, 'Plein')),
  footer: () => make('PageFooter', {}, link('Privacy')),
};
const made = {};
for (const [name, example] of Object.entries(examples)) {
  try {
    const node = example();
    if (node) made[name] = renderToStaticMarkup(node);
  } catch (error) { console.error(`${name}: ${error.message}`); }
}
process.stdout.write(JSON.stringify(made));
