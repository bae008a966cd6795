import type { CDPSession, Page } from '@playwright/test'
import { expect } from './expect.ts'

type Name = string | RegExp
/** A role and an accessible name. */
type Thing = readonly [role: string, name: Name]

/** A thing of the accessibility tree, as a screen reader says it. */
export interface Spoken {
  readonly role: string
  readonly name: string
  readonly description: string
  /** The value of a field; empty: none. */
  readonly value: string
  /** States that are on, such as `checked`, `selected`, `disabled`. */
  readonly states: readonly string[]
  readonly id: string
  /** Ids of the things that contain it, the innermost first. */
  readonly within: readonly string[]
}

interface AxValue {
  readonly value?: unknown
}
interface AxNode {
  readonly nodeId: string
  readonly ignored: boolean
  readonly role?: AxValue
  readonly name?: AxValue
  readonly description?: AxValue
  readonly value?: AxValue
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[]
  readonly parentId?: string
  readonly childIds?: readonly string[]
  readonly backendDOMNodeId?: number
}

/** Where a thing is, at one look. Elements of the document are named by their ids. */
interface Way {
  readonly found: Spoken
  readonly goal: number | undefined
  readonly byElement: ReadonlyMap<number | undefined, AxNode>
  /** The members of the composite around it in the order of reading; none without a composite. */
  readonly members: readonly (number | undefined)[]
}

/** Roles that may be one tab stop: the arrow keys move within them. */
const composites = ['toolbar', 'tablist', 'tree', 'group']
/** Roles at which a vertical arrow key moves the focus and changes no value. */
const movable = ['button', 'radio', 'tab', 'treeitem', 'link']
/** Between two looks at a tree that does not contain what is awaited, in ms: a look costs the browser as much as a frame. */
const looks = [100, 250, 500]
/** Limit of each wait, in ms: a machine that is busy with other tests opens a run in ten seconds. */
const waitMs = 60_000
/** Most presses of a key on the way to a thing. */
const mostPresses = 160
const stateNames = ['focused', 'disabled', 'checked', 'pressed', 'selected', 'expanded', 'invalid']

const fits = (name: Name, text: string): boolean =>
  typeof name === 'string' ? text === name : name.test(text)

/**
 * A person who perceives the accessibility tree only and has only a keyboard: finds things by role and name, moves the
 * focus with Tab and the arrow keys, and hears the live regions.
 */
export class ScreenReader {
  readonly #page: Page
  readonly #protocol: CDPSession
  /** The tree of the last look. */
  #tree: readonly AxNode[] = []

  private constructor(page: Page, protocol: CDPSession) {
    this.#page = page
    this.#protocol = protocol
  }

  static async on(page: Page): Promise<ScreenReader> {
    const protocol = await page.context().newCDPSession(page)
    await protocol.send('Accessibility.enable')
    return new ScreenReader(page, protocol)
  }

  async close(): Promise<void> {
    await this.#protocol.detach()
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key)
  }

  /** All things with this role and name, or those of them within another thing. */
  async all(thing: Thing, within?: Thing): Promise<readonly Spoken[]> {
    return find(inOrder(await this.#nodes()), thing, within)
  }

  /** Waits until there is exactly one such thing, and returns it. */
  async find(thing: Thing, within?: Thing): Promise<Spoken> {
    let found: readonly Spoken[] = []
    await expect(async () => {
      found = await this.all(thing, within)
      expect(
        found.map(({ name }) => name),
        `one ${thing.join(' ')}`,
      ).toHaveLength(1)
    }).toPass({ intervals: looks, timeout: waitMs })
    return found[0]!
  }

  /** The text within a thing, in the order of reading, without spaces: these depend on the markup. */
  async text(thing: Thing): Promise<string> {
    const tree = inOrder(await this.#nodes())
    const [holder] = find(tree, thing)
    if (holder === undefined) return ''
    return tree
      .filter(({ role, within }) => role === 'StaticText' && within.includes(holder.id))
      .map(({ name }) => withoutSpaces(name))
      .join('')
  }

  /** Waits until this can be read within a thing. */
  async reads(thing: Thing, words: string): Promise<void> {
    await expect
      .poll(() => this.text(thing), { message: thing.join(' '), intervals: looks, timeout: waitMs })
      .toContain(withoutSpaces(words))
  }

  /** The role and the name of what has the focus. */
  async focused(): Promise<Pick<Spoken, 'role' | 'name'>> {
    const focus = await this.#focus()
    const { nodes } = (await this.#protocol.send('Accessibility.getPartialAXTree', {
      backendNodeId: focus,
      fetchRelatives: false,
    })) as unknown as { readonly nodes: readonly AxNode[] }
    const [node] = nodes
    return { role: textOf(node?.role), name: textOf(node?.name) }
  }

  /** Moves the focus to a thing with Tab, and within a composite with the arrow keys. */
  async goTo(thing: Thing, within?: Thing): Promise<Spoken> {
    let way = await this.#wayTo(thing, within)
    const passed: string[] = []
    let useArrows = true
    for (let presses = 0; presses < mostPresses; presses++) {
      const at = await this.#focus()
      if (at === way.goal) return way.found
      // What was drawn anew since the last look, perhaps the thing itself.
      if (!way.byElement.has(at)) way = await this.#wayTo(thing, within)
      if (at === way.goal) return way.found
      const place = way.members.indexOf(at)
      const known = way.byElement.get(at)
      const here =
        known === undefined ? await this.focused() : { role: textOf(known.role), name: textOf(known.name) }
      passed.push(`${here.role} ${here.name}`)
      if (place < 0 || !useArrows) {
        useArrows = true
        await this.press('Tab')
        continue
      }
      const isAfter = way.members.indexOf(way.goal) > place
      // At a field the vertical keys change its value.
      if (movable.includes(here.role)) await this.press(isAfter ? 'ArrowDown' : 'ArrowUp')
      if ((await this.#focus()) === at) await this.press(isAfter ? 'ArrowRight' : 'ArrowLeft')
      // A group without arrow keys has a tab stop for each of its members.
      useArrows = (await this.#focus()) !== at
    }
    throw new Error(`No key leads to the ${thing.join(' ')}. Passed: ${passed.join(' | ')}`)
  }

  /** Waits for a thing and looks where it is. */
  async #wayTo(thing: Thing, within?: Thing): Promise<Way> {
    const found = await this.find(thing, within)
    const nodes = this.#tree
    const byId = new Map(nodes.map(node => [node.nodeId, node]))
    const tree = inOrder(nodes)
    const target = tree.find(({ id }) => id === found.id)
    const composite = target?.within.find(holder => composites.includes(textOf(byId.get(holder)?.role)))
    return {
      found,
      goal: byId.get(found.id)!.backendDOMNodeId,
      byElement: new Map(nodes.map(node => [node.backendDOMNodeId, node])),
      members: tree
        .filter(one => composite !== undefined && one.within.includes(composite))
        .map(one => byId.get(one.id)!.backendDOMNodeId),
    }
  }

  /** Moves the focus to a thing as {@link goTo} does, waits until it can be used, and presses Enter. */
  async activate(thing: Thing, within?: Thing): Promise<void> {
    const { states } = await this.goTo(thing, within)
    if (states.includes('disabled'))
      await expect
        .poll(async () => (await this.find(thing, within)).states, {
          message: `${thing.join(' ')} can be used`,
          intervals: looks,
          timeout: waitMs,
        })
        .not.toContain('disabled')
    await this.press('Enter')
  }

  /** {@link goTo} a field, and types into it. */
  async fill(thing: Thing, text: string, within?: Thing): Promise<void> {
    await this.goTo(thing, within)
    await this.press('Control+A')
    await this.#page.keyboard.type(text)
  }

  /** Hears the live regions from now on. */
  async listen(): Promise<void> {
    await this.#page.evaluate(() => {
      const said: string[] = []
      Object.assign(window, { said })
      const regions = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]'
      new MutationObserver(records => {
        for (const { target } of records) {
          const element = target instanceof Element ? target : target.parentElement
          const text = element?.closest(regions)?.textContent?.trim()
          if (text && said.at(-1) !== text) said.push(text)
        }
      }).observe(document.body, { childList: true, characterData: true, subtree: true })
    })
  }

  /** Waits until a live region has said this since {@link listen}. */
  async hears(words: string): Promise<void> {
    await expect
      .poll(
        () => this.#page.evaluate(() => (window as unknown as { readonly said: readonly string[] }).said),
        { message: 'a live region says', timeout: waitMs },
      )
      .toContainEqual(expect.stringContaining(words))
  }

  async #nodes(): Promise<readonly AxNode[]> {
    const { nodes } = await this.#protocol.send('Accessibility.getFullAXTree')
    this.#tree = nodes as unknown as readonly AxNode[]
    return this.#tree
  }

  /** The DOM node that has the focus. */
  async #focus(): Promise<number> {
    const { result } = await this.#protocol.send('Runtime.evaluate', { expression: 'document.activeElement' })
    const { node } = await this.#protocol.send('DOM.describeNode', { objectId: result.objectId! })
    return node.backendNodeId
  }
}

const withoutSpaces = (text: string): string => text.replace(/\s/g, '')
const textOf = (value: AxValue | undefined): string => String(value?.value ?? '')

function find(tree: readonly Spoken[], [role, name]: Thing, within?: Thing): readonly Spoken[] {
  const holders = within === undefined ? null : find(tree, within).map(({ id }) => id)
  return tree.filter(
    one =>
      one.role === role &&
      fits(name, one.name) &&
      (holders === null || holders.some(id => one.within.includes(id))),
  )
}

function inOrder(nodes: readonly AxNode[]): readonly Spoken[] {
  const byId = new Map(nodes.map(node => [node.nodeId, node]))
  const found: Spoken[] = []
  const walk = (id: string, within: readonly string[]) => {
    const node = byId.get(id)
    if (node === undefined) return
    if (!node.ignored) {
      const states = (node.properties ?? []).flatMap(({ name, value }) =>
        stateNames.includes(name) && value.value !== false && value.value !== 'false' ? [name] : [],
      )
      const { role, name, description, value } = node
      found.push({
        id,
        within,
        role: textOf(role),
        name: textOf(name),
        description: textOf(description),
        value: textOf(value),
        states,
      })
    }
    for (const child of node.childIds ?? []) walk(child, [id, ...within])
  }
  const root = nodes.find(({ parentId }) => parentId === undefined)
  if (root !== undefined) walk(root.nodeId, [])
  return found
}
