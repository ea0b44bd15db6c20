#pragma once

typedef long long clientele_sixteen_bytes __attribute__((ext_vector_type(2)));

/// Writes 64 bytes to a line of memory without reading the line first, and past the caches.
///
/// Both must lie on a border of 16 bytes.
static inline __attribute__((always_inline)) void clientele_stream_line(
    void *to, const void *from) {
  const clientele_sixteen_bytes *source = (const clientele_sixteen_bytes *)from;
  clientele_sixteen_bytes *target = (clientele_sixteen_bytes *)to;
  for (int index = 0; index < 4; index++) {
    __builtin_nontemporal_store(source[index], target + index);
  }
}

/// After this, other threads see what was streamed.
static inline __attribute__((always_inline)) void clientele_stream_fence(void) {
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
}
