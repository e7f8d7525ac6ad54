import { Component, type ReactNode } from 'react'

interface Props {
  /** What is drawn. Something else there gets a new chance. */
  of: string
  /** Stands in for what could not be drawn. */
  instead: (error: unknown, again: () => void) => ReactNode
  children: ReactNode
}

interface State {
  of: string
  failed: { error: unknown } | null
}

/** Keeps an error of what is drawn inside from taking the whole window along. */
export class Boundary extends Component<Props, State> {
  override state: State = { of: this.props.of, failed: null }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { failed: { error } }
  }

  static getDerivedStateFromProps({ of }: Props, state: State): State | null {
    return of === state.of ? null : { of, failed: null }
  }

  override render() {
    const { failed } = this.state
    return failed ? this.props.instead(failed.error, () => this.setState({ failed: null })) : this.props.children
  }
}
