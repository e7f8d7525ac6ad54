export const workspaces: readonly { readonly artefacts: readonly { readonly name: string; readonly limit: number }[] }[]
