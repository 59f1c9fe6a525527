// The names that filters of events have, in the address bar and in the API alike.
export const FILTERS = ['actor', 'with', 'type', 'status', 'place', 'country', 'from', 'to', 'publisher', 'story', 'q'] as const
