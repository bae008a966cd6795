import { Component, type ReactNode } from 'react'
import { showRefused } from '../store/run-store.ts'

/** Shows an error of the page's own components as a sentence. The run is not lost, because its actions are stored. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: Error): void {
    showRefused(
      `The page could not be drawn: ${error.message}. Reload it; the run continues from its stored actions.`,
    )
    this.setState({ failed: false })
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children
  }
}
