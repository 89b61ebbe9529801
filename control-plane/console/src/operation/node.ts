import { ApiFailure } from '../api/failure';
import { Fields } from '../api/read';

export const HEALTHS = ['serving', 'starting', 'leaving', 'unreachable', 'unknown'] as const;

export type Health = (typeof HEALTHS)[number];

/** A node of the data plane, as it last reported. Immutable. */
export interface DataPlaneNode {
  readonly name: string;
  readonly role: string;
  readonly region: string;
  readonly version: string;
  readonly health: Health;
  /** How far it has applied the control feed. */
  readonly sequence: number;
  readonly lastSeenAt: string | undefined;
}

/** Fails with `ApiFailure` where it isn't a node. */
export function readNode(json: unknown): DataPlaneNode {
  const fields = new Fields(json);
  const name = fields.text('node');
  if (name === undefined) throw new ApiFailure(502, 'Not a node', 'A node has no name');
  return {
    name,
    role: fields.text('role') ?? '',
    region: fields.text('region') ?? '',
    version: fields.text('version') ?? '',
    health: fields.word('health', HEALTHS, 'unknown'),
    sequence: fields.number('sequence') ?? 0,
    lastSeenAt: fields.text('lastSeenAt'),
  };
}

/** The highest sequence that any of them has applied: who is below it has something to catch up on. */
export function newest(nodes: readonly DataPlaneNode[]): number {
  return Math.max(0, ...nodes.map((node) => node.sequence));
}
