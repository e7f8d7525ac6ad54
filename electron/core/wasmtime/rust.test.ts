import { describe, expect, it } from 'vitest'
import { cargoEnv } from './rust.ts'

describe('cargoEnv', () => {
  it("keeps the machine's ways to crates.io and none of the person's build settings", () => {
    const env = cargoEnv(
      {
        PATH: '/bin',
        HOME: '/home/x',
        CARGO_HOME: '/c',
        https_proxy: 'http://p',
        CARGO_HTTP_PROXY: 'http://q',
        CARGO_NET_GIT_FETCH_WITH_CLI: 'true',
        RUSTUP_TOOLCHAIN: 'stable',
        RUSTFLAGS: '-C target-cpu=native',
        CARGO_ENCODED_RUSTFLAGS: 'x',
        RUSTC_WRAPPER: 'sccache',
        CARGO_BUILD_TARGET: 'wasm32-wasip1',
        CARGO_TARGET_DIR: '/elsewhere',
        CARGO_PROFILE_RELEASE_LTO: 'fat',
        CARGO_INSTALL_ROOT: '/usr',
        RUST_BACKTRACE: '1',
        LD_PRELOAD: 'x.so',
      },
      '/cache/target',
    )
    expect(env).toMatchObject({
      PATH: '/bin',
      HOME: '/home/x',
      CARGO_HOME: '/c',
      https_proxy: 'http://p',
      CARGO_HTTP_PROXY: 'http://q',
      CARGO_NET_GIT_FETCH_WITH_CLI: 'true',
      RUSTUP_TOOLCHAIN: 'stable',
      RUSTFLAGS: '',
      CARGO_TARGET_DIR: '/cache/target',
      CARGO_PROFILE_RELEASE_LTO: 'off',
    })
    for (const name of [
      'CARGO_ENCODED_RUSTFLAGS',
      'RUSTC_WRAPPER',
      'CARGO_BUILD_TARGET',
      'CARGO_INSTALL_ROOT',
      'RUST_BACKTRACE',
      'LD_PRELOAD',
    ])
      expect(env).not.toHaveProperty(name)
  })
})
