/** The settings of a node that must be equal on all nodes, as text. */
export interface JoinConfiguration {
  readonly [key: string]: string
}

/** Compares settings of a joining node and of the cluster. Pekko: JoinConfigCompatChecker (JN-5) */
export interface JoinCheck {
  /** The settings that must be equal on both sides, with this node's values. */
  readonly required: JoinConfiguration
  /** True: a side without the setting is compatible, so that a rolling update can add it. Default false. */
  readonly allowsMissing?: boolean
}

/** The checks of one node by name. `null` switches a check off. */
export interface JoinChecks {
  readonly [name: string]: JoinCheck | null
}

/** The configuration check of one node, as the joining side and as the cluster's side. */
export class JoinCompatibility {
  readonly #checks: readonly JoinCheck[]
  readonly #sensitive: ReadonlySet<string>

  /** `sensitive`: settings that never leave the node, so they are not compared. */
  constructor(checks: JoinChecks, sensitive: readonly string[] = []) {
    this.#checks = Object.keys(checks)
      .sort()
      .flatMap(name => checks[name] ?? [])
    this.#sensitive = new Set(sensitive)
  }

  /** The settings that this node sends. */
  get configuration(): JoinConfiguration {
    return Object.fromEntries(
      this.#checks
        .flatMap(({ required }) => Object.entries(required))
        .filter(([key]) => !this.#sensitive.has(key)),
    )
  }

  /** One sentence for each setting in which the other side differs; empty when it is compatible. */
  complaintsAbout(other: JoinConfiguration): readonly string[] {
    return this.#checks.flatMap(({ required, allowsMissing = false }) =>
      Object.entries(required)
        .filter(([key]) => !this.#sensitive.has(key))
        .flatMap(([key, own]) => {
          const found = other[key]
          if (found === own || (found === undefined && allowsMissing)) return []
          return [
            found === undefined
              ? `[${key}] is [${own}] on one side and missing on the other`
              : `[${key}] is [${own}] on one side and [${found}] on the other`,
          ]
        }),
    )
  }
}

/** The check of a node with these options. The downing strategy is compared unless the options switch that off. */
export function joinCompatibilityOf(options: {
  readonly settings: { readonly downing: { readonly strategy: string } }
  readonly joinChecks?: JoinChecks
  readonly sensitiveJoinKeys?: readonly string[]
}): JoinCompatibility {
  const downing = { required: { 'downing.strategy': options.settings.downing.strategy } }
  return new JoinCompatibility({ downing, ...options.joinChecks }, options.sensitiveJoinKeys)
}
