/**
 * True when the address asks for the page inside slides or an article (`?embed`): canvas, time line and controls of time
 * only. Read once, because the address is rewritten while the page is open.
 */
export const embedded: boolean =
  typeof location !== 'undefined' && new URLSearchParams(location.search).has('embed')

/**
 * Adds `embed` to an address of this page.
 *
 * @example
 * embeddedAddress('https://example.org/?scenario=cqrs&seed=7#x') // 'https://example.org/?scenario=cqrs&seed=7&embed#x'
 */
export function embeddedAddress(address: string): string {
  const [path = '', ...fragment] = address.split('#')
  const query = path.includes('?') ? `${path}&embed` : `${path}?embed`
  return [query, ...fragment].join('#')
}

/** The element that shows the address in a page of slides. */
export const embedElement = (address: string, title: string): string =>
  `<iframe src="${escaped(embeddedAddress(address))}" title="${escaped(title)}" width="1280" height="720" style="border: 0" allowfullscreen></iframe>`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
