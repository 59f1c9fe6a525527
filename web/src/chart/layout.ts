// Given actors and what passes between them, yields a place for each, the same every time: near those they deal with most.
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from 'd3-force'
import type { Network, NetworkEdge, NetworkNode } from '../api/record.ts'

export interface Placed extends NetworkNode {
  x: number
  y: number
  radius: number
}
export interface Drawn {
  nodes: Placed[]
  /** How many weaker links are not drawn. */
  left: number
  /** Actors that deal with none of the others: they have no place. */
  alone: NetworkNode[]
  edges: { edge: NetworkEdge; from: Placed; to: Placed }[]
}
type Body = SimulationNodeDatum & { id: string; radius: number }

/** The radius of an actor with so many of the most events: areas, not radii, compare. */
export function radiusOf(events: number, most: number): number {
  return 4.5 + 17 * Math.sqrt(events / Math.max(most, 12))
}

/** Places the network in a frame of this size. */
export function place(network: Network, width: number, height: number): Drawn {
  const tied = new Set(network.edges.filter((e) => e.source !== e.target).flatMap((e) => [e.source, e.target]))
  const placed = tied.size ? network.nodes.filter((n) => tied.has(n.id)) : network.nodes
  const most = Math.max(...placed.map((n) => n.events), 1)
  const bodies: Body[] = placed.map((n) => ({ id: n.id, radius: radiusOf(n.events, most) }))
  const known = new Set(bodies.map((b) => b.id))
  const all = network.edges.filter((e) => known.has(e.source) && known.has(e.target) && e.source !== e.target)
  // Of a dense network the strongest links: more would hide who deals with whom.
  const edges = all.sort((a, b) => b.events - a.events).slice(0, Math.max(40, Math.round(placed.length * 2.2)))
  const links: SimulationLinkDatum<Body>[] = edges.map((e) => ({ source: e.source, target: e.target }))
  const crowd = Math.sqrt((width * height) / Math.max(bodies.length, 1))
  forceSimulation(bodies)
    .force('link', forceLink<Body, SimulationLinkDatum<Body>>(links).id((b) => b.id).distance(crowd * 0.75).strength(0.35))
    .force('charge', forceManyBody().strength(-crowd * 2.4))
    .force('apart', forceCollide<Body>((b) => b.radius + 14))
    .force('x', forceX(width / 2).strength(0.05))
    .force('y', forceY(height / 2).strength((0.05 * width) / height))
    .force('centre', forceCenter(width / 2, height / 2))
    .stop()
    .tick(260)
  const xs = bodies.map((b) => b.x ?? 0)
  const ys = bodies.map((b) => b.y ?? 0)
  const fit = (at: number, all: number[], room: number, margin: number) => {
    const [low, high] = [Math.min(...all), Math.max(...all)]
    return high - low < 1 ? room / 2 : margin + ((at - low) / (high - low)) * (room - 2 * margin)
  }
  const nodes = placed.map((node, i): Placed => ({
    ...node,
    radius: radiusOf(node.events, most),
    x: fit(xs[i] ?? 0, xs, width, Math.min(70, width / 7)),
    y: fit(ys[i] ?? 0, ys, height - 14, 30),
  }))
  const at = new Map(nodes.map((n) => [n.id, n]))
  return {
    nodes,
    left: all.length - edges.length,
    alone: tied.size ? network.nodes.filter((n) => !tied.has(n.id)) : [],
    edges: edges.flatMap((edge) => {
      const [from, to] = [at.get(edge.source), at.get(edge.target)]
      return from && to ? [{ edge, from, to }] : []
    }),
  }
}
