import type { Page } from '@playwright/test'

/** A fault of the canvas, as one line: what is wrong with which text or card. */
export type Fault = string

/**
 * The faults of the canvas: texts smaller than `least` px on the screen, texts that are cut off or cover each
 * other, cards that overlap, and, unless the view pans, cards and texts outside of the canvas.
 */
export const faultsOfCanvas = (page: Page, least: number): Promise<readonly Fault[]> =>
  page.evaluate(async least => {
    // A change of the window lays the cards out anew within two frames.
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const faults = new Set<string>()
    const canvas = document.querySelector('.cluster-canvas')
    // Another language or layout is loaded when it is first shown.
    if (canvas === null) return ['there is no canvas']
    const room = canvas.getBoundingClientRect()
    const pans = canvas.hasAttribute('data-pans')
    const outside = (box: DOMRect) =>
      box.left < room.left - 1 ||
      box.right > room.right + 1 ||
      box.top < room.top - 1 ||
      box.bottom > room.bottom + 1
    const shared = (a: DOMRect, b: DOMRect) => {
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      return width > 2 && height > 2
    }
    const cards = [...canvas.querySelectorAll('.react-flow__node')]
    for (const [index, card] of cards.entries()) {
      const box = card.getBoundingClientRect()
      const name = card.getAttribute('data-id')
      if (!pans && outside(box)) faults.add(`card ${name} is outside of the canvas`)
      for (const other of cards.slice(index + 1))
        if (shared(box, other.getBoundingClientRect()))
          faults.add(`card ${name} covers ${other.getAttribute('data-id')}`)
    }
    const texts: { readonly text: string; readonly box: DOMRect; readonly moves: boolean }[] = []
    const walker = document.createTreeWalker(canvas, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement!
      const text = node.textContent!.trim()
      if (
        text === '' ||
        element.closest('.visually-hidden, style, [data-life=hidden], .react-flow__attribution') !== null
      )
        continue
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      if (box.width < 1) continue
      const card = element.closest('.react-flow__node')
      const where = `${card?.getAttribute('data-id') ?? 'canvas'}: “${text}”`
      const scaled = element.closest('.react-flow__viewport')
      const zoom = scaled === null ? 1 : new DOMMatrix(getComputedStyle(scaled).transform).a
      const ownZoom = element.currentCSSZoom
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * zoom * ownZoom
      if (size < least - 0.05) faults.add(`${where} has ${size.toFixed(1)} px`)
      let seen = box
      let isHidden = false
      for (let clip: Element | null = element; clip !== null && clip !== canvas; clip = clip.parentElement) {
        const style = getComputedStyle(clip)
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
        // A view that pans cuts off what is outside of it.
        if (clip.classList.contains('react-flow')) continue
        const edge = clip.getBoundingClientRect()
        // A line that is hidden as a whole is not cut off.
        if (seen.top >= edge.bottom - 1 || seen.bottom <= edge.top + 1) isHidden = true
        const beside = seen.left < edge.left - 1 || seen.right > edge.right + 1
        const beyond = seen.top < edge.top - box.height * 0.3 || seen.bottom > edge.bottom + box.height * 0.3
        if (beyond || (beside && style.textOverflow !== 'ellipsis')) faults.add(`${where} is cut off`)
        const [left, right] = [Math.max(seen.left, edge.left), Math.min(seen.right, edge.right)]
        seen = new DOMRect(left, seen.top, Math.max(0, right - left), seen.height)
      }
      if (isHidden) continue
      if (card !== null && !within(seen, card.getBoundingClientRect())) faults.add(`${where} leaves its card`)
      if (!pans && outside(seen)) faults.add(`${where} is outside of the canvas`)
      if (element.closest('.failure-layer') === null)
        texts.push({ text: where, box: seen, moves: scaled !== null })
    }
    for (const [index, one] of texts.entries())
      for (const other of texts.slice(index + 1)) {
        // The tools lie above a view that pans.
        if (pans && one.moves !== other.moves) continue
        if (shared(one.box, other.box)) faults.add(`${one.text} covers ${other.text}`)
      }
    return [...faults]

    function within(inner: DOMRect, outer: DOMRect): boolean {
      return (
        inner.left >= outer.left - 1 &&
        inner.right <= outer.right + 1 &&
        inner.top >= outer.top - 1 &&
        inner.bottom <= outer.bottom + 1
      )
    }
  }, least)

/** The share of the canvas that the cards cover, 0 to 1. */
export const coveredShare = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const areaOf = (element: Element) => {
      const { width, height } = element.getBoundingClientRect()
      return width * height
    }
    const cards = [...document.querySelectorAll('.cluster-canvas .react-flow__node')]
    return (
      cards.reduce((sum, card) => sum + areaOf(card), 0) / areaOf(document.querySelector('.cluster-canvas')!)
    )
  })

/** True when not all cards fit, so that a person moves the view to see all. */
export const pans = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.querySelector('.cluster-canvas')!.hasAttribute('data-pans'))

/**
 * The faults of the open dialog: it leaves the window, something in it scrolls sideways, or a text is cut off. Text that a
 * person scrolls, such as code, is left out.
 */
export const faultsOfDialog = (page: Page): Promise<readonly Fault[]> =>
  page.evaluate(async () => {
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const dialog = document.querySelector('dialog[open]')
    if (dialog === null) return ['there is no dialog']
    const faults = new Set<string>()
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').trim().slice(0, 40)}”`
    const box = dialog.getBoundingClientRect()
    if (box.left < 0 || box.right > innerWidth || box.top < 0 || box.bottom > innerHeight)
      faults.add('the dialog leaves the window')
    if (document.documentElement.scrollWidth > innerWidth) faults.add('the page scrolls sideways')
    for (const element of [dialog, ...dialog.querySelectorAll('*')]) {
      if (element.closest('pre, textarea, input, svg, .visually-hidden') !== null) continue
      const { overflowX } = getComputedStyle(element)
      if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1)
        faults.add(`${nameOf(element)} is ${element.scrollWidth - element.clientWidth} px too wide`)
    }
    const walker = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement!
      const text = node.textContent!.trim()
      if (text === '' || element.closest('pre, textarea, select, svg, .visually-hidden') !== null) continue
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const place = range.getBoundingClientRect()
      if (place.left < box.left - 1 || place.right > box.right + 1) faults.add(`“${text}” leaves the dialog`)
      for (let clip: Element | null = element; clip !== null && clip !== dialog; clip = clip.parentElement) {
        const style = getComputedStyle(clip)
        const edge = clip.getBoundingClientRect()
        const isBeside = place.left < edge.left - 1 || place.right > edge.right + 1
        const isBeyond = place.top < edge.top - 2 || place.bottom > edge.bottom + 2
        if (style.overflowX !== 'visible' && isBeside) faults.add(`“${text}” is cut off`)
        if (['hidden', 'clip'].includes(style.overflowY) && isBeyond) faults.add(`“${text}” is cut off`)
      }
    }
    return [...faults]
  })
