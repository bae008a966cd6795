// Leaves code out of the page that React Flow and D3 hold for abilities which the canvas does not use. A bundler cannot know that.
import type { Plugin } from 'vite'

/** One edit of a library's module. A pattern that is not found fails the build, because an update has moved the code. */
type Edit = readonly [pattern: RegExp, replacement: string]

/** Leaves methods out of an object whose other code does not call them. */
const withoutMethods = (prefix: string, names: readonly string[]): readonly Edit[] =>
  names.map(name => [new RegExp(`^  ${name}: ${prefix}_?\\w+,$`, 'm'), ''])

const editsOf: Readonly<Record<string, readonly Edit[]>> = {
  '@xyflow/react/dist/esm/index.js': [
    // Map, controls, resizing, toolbars: nothing refers to them, but their statements look as if they had an effect.
    [/^\w+\.displayName = '.*';$/gm, ''],
    [/(?<== )(?=(?:memo|forwardRef|fixedForwardRef|createContext)\()/g, '/* @__PURE__ */ '],
    // Cards are neither dragged, selected nor connected by pointer, and links are not edited: see `cluster-canvas.tsx`.
    [/(?<=const is(?:Draggable|Selectable|Connectable|Focusable) = )!!\((?:node|edge)\..*\);/g, 'false;'],
    [/(?<=const isReconnectable = )[^;]*;/, 'false;'],
    [/(?<=const isSelectionEnabled = ).*;/, 'false;'],
    [/(?<=const dragging = )useDrag\(\{[^}]*\}\);/, 'false;'],
    [/ +const moveSelectedNodes = useMoveSelectedNodes\(\);/, ''],
    [/, nodesSelectionActive && \(jsx\(NodesSelection, \{[^}]*\}\)\)/, ''],
    [/children: \[children, jsx\(UserSelection, \{\}\)\]/, 'children: [children]'],
    [/jsx\(ConnectionLineWrapper, \{[^}]*\}\), /, ''],
    [
      /onMouseDown: onPointerDown, onTouchStart: onPointerDown, onClick: connectOnClick \? onClick : undefined, /,
      '',
    ],
    [/, isReconnectable && \(jsx\(EdgeUpdateAnchors, \{[^}]*\}\)\)/, ''],
    // Every card and link has a type of the page's own, and no link has an arrow.
    [/ \|\| builtin(?:Node|Edge)Types(?:\[\w+\]|\.default)/g, ''],
    [/jsx\(MarkerDefinitions\$1, \{[^}]*\}\), /, ''],
  ],
  '@xyflow/system/dist/esm/index.js': [
    [/options\?\.interpolate === 'linear' \? interpolate : interpolateZoom/g, 'interpolateZoom'],
  ],
  // Interpolations of colours and transforms, which are made when the module starts.
  'd3-interpolate/dist/d3-interpolate.mjs': [[/(?<=^var \w+ = )(?=\w+\(|\(function)/gm, '/* @__PURE__ */ ']],
  // The zoom of the canvas moves by tweens of its own: attributes, styles, colours and texts are never animated.
  'd3-transition/dist/d3-transition.mjs': withoutMethods('transition', [
    'attr',
    'attrTween',
    'style',
    'styleTween',
    'text',
    'textTween',
    'remove',
    'easeVarying',
    'end',
    'select',
    'selectAll',
  ]),
  'd3-selection/dist/d3-selection.mjs': withoutMethods('selection', [
    'selectAll',
    'selectChildren',
    'selectChild',
    'data',
    'enter',
    'exit',
    'join',
    'order',
    'sort',
    'attr',
    'classed',
    'text',
    'html',
    'raise',
    'lower',
    'append',
    'insert',
    'remove',
    'clone',
    'dispatch',
  ]),
}

/** Styles of what the canvas never shows. */
const unusedStyles =
  /^\.react-flow__(?:minimap|controls|resize-control|background-pattern|node-group|edge-text|edge\.animated|edgeupdater|arrowhead|connection|selection|nodesselection)|^\.react-flow__edge \.react-flow__edge-text/
const unusedVariables = /^ +--xy-(?:minimap|background-pattern|resize|selection|connectionline)[^;]*;\n/gm

/** Leaves the rules out of which every selector is unused. */
const withoutUnusedStyles = (styles: string): string =>
  styles
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/([^{}]+)\{[^{}]*\}/g, (rule, selectors: string) =>
      selectors.split(',').every(selector => unusedStyles.test(selector.trim())) ? '' : rule,
    )
    .replace(unusedVariables, '')

export const withoutUnusedParts: Plugin = {
  name: 'without-unused-parts',
  apply: 'build',
  transform(code, id) {
    if (id.endsWith('/node_modules/@xyflow/react/dist/base.css'))
      return { code: withoutUnusedStyles(code), map: null }
    const file = Object.keys(editsOf).find(file => id.endsWith(`/node_modules/${file}`))
    if (file === undefined) return null
    return {
      code: editsOf[file]!.reduce((text, [pattern, replacement]) => {
        if (text.search(pattern) === -1)
          this.error(`[${file}] holds nothing like ${pattern}: see ${import.meta.url}`)
        return text.replace(pattern, replacement)
      }, code),
      map: null,
    }
  },
}
