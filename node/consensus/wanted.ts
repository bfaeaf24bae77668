import type { TimeMs, View } from '../types/units.ts';
import type { ConsensusEffect } from './io.ts';
import type { ConsensusState } from './state.ts';

/** Asks peers for the certificates of a view, at most once every Δ. */
export function wantCertificate(state: ConsensusState, at: View, nowMs: TimeMs, effects: ConsensusEffect[]): void {
  const asked = state.certificatesAskedMs.get(at);
  if (asked !== undefined && nowMs < asked + state.config.deltaMs) return;
  state.certificatesAskedMs.set(at, nowMs);
  effects.push({ type: 'wantCertificates', views: [at] });
}
