import { Component, type ReactNode } from 'react'
import { refuse } from '../../trace/index.ts'
import { showRefused } from '../store/run-store.ts'

/** Shows an error of the page's own components as a refusal. The run is not lost, because its actions are stored. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: Error): void {
    showRefused({ ...refuse('page-not-drawn', { name: error.name }), detail: error.message })
    this.setState({ failed: false })
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children
  }
}
