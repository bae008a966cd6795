import { Component, type ReactNode } from 'react'
import { showRefused } from '../store/run-store.ts'

/** The page itself failed: says so in one sentence instead of going blank. The run is in its journal. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: Error): void {
    showRefused(
      `The page could not draw this: ${error.message}. Load it again: the run goes on from its journal.`,
    )
    this.setState({ failed: false })
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children
  }
}
