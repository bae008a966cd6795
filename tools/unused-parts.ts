// Lets the bundler leave parts of React Flow and D3 out that nothing refers to: their statements look as if they had an effect.
import type { Plugin } from 'vite'

/** One edit of a library's module. A pattern that is not found fails the build, because an update has moved the code. */
type Edit = readonly [pattern: RegExp, replacement: string]

const editsOf: Readonly<Record<string, readonly Edit[]>> = {
  '@xyflow/react/dist/esm/index.js': [
    // Map, controls, resizing, toolbars.
    [/^\w+\.displayName = '.*';$/gm, ''],
    [/(?<== )(?=(?:memo|forwardRef|fixedForwardRef|createContext)\()/g, '/* @__PURE__ */ '],
  ],
  // Interpolations of colours and transforms, which are made when the module starts.
  'd3-interpolate/dist/d3-interpolate.mjs': [[/(?<=^var \w+ = )(?=\w+\(|\(function)/gm, '/* @__PURE__ */ ']],
}

export const withoutUnusedParts: Plugin = {
  name: 'without-unused-parts',
  apply: 'build',
  transform(code, id) {
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
