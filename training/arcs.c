/* Given scores of moves and gold trees: runs spaCy's arc-eager system over a batch of
 * documents, records each state's eight named words, its valid kinds of moves and its
 * cheapest moves (dynamic oracle).  Also: the best projective tree of arc scores.
 *
 * The moves, their validity and their costs are those of spaCy 3.8 (arc_eager.pyx). */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SHIFT, REDUCE, LEFT, RIGHT, BREAK, KINDS };

typedef struct {
    int n, depth, back, next;
    int *stack, *returned, *head, *label, *left, *right, *before;
    uint8_t *unshiftable, *broken;
    const int8_t *fixed; /* 1 starts a sentence, -1 does not, 0 free */
} State;

typedef struct {
    const int32_t *heads, *labels;
    const int8_t *starts;
    int *kids_stack, *kids_buffer;
    uint8_t *head_stack, *head_buffer;
    int push, pop;
} Gold;

static int S(const State *s, int i) { return i < s->depth ? s->stack[s->depth - 1 - i] : -1; }

static int B(const State *s, int i) {
    if (i < s->back) return s->returned[s->back - 1 - i];
    int word = s->next + i - s->back;
    return word < s->n ? word : -1;
}

static int left_over(const State *s) { return s->n - s->next + s->back; }

static int starts(const State *s, int w) { return w >= 0 && (s->broken[w] || s->fixed[w] == 1); }

static void validity(const State *s, uint8_t valid[KINDS]) {
    int b0 = B(s, 0), b1 = B(s, 1), left = left_over(s);
    int join = s->depth > 0 && left > 0 && !starts(s, b0);
    valid[SHIFT] = s->depth == 0 || (left >= 2 && !starts(s, b0) && !s->unshiftable[b0]);
    valid[REDUCE] = s->depth > 0 && !(left > 0 && s->depth == 1 && s->fixed[b0] == -1);
    valid[LEFT] = valid[RIGHT] = join;
    valid[BREAK] = left >= 2 && b1 == b0 + 1 && !starts(s, b1) && s->fixed[b1] != -1;
}

static void look(const State *s, Gold *g, const uint8_t valid[KINDS]) {
    memset(g->kids_stack, 0, s->n * sizeof(int));
    memset(g->kids_buffer, 0, s->n * sizeof(int));
    memset(g->head_stack, 0, s->n);
    memset(g->head_buffer, 0, s->n);
    /* 1 marks words on the stack, 2 words of the buffer before the next sentence */
    for (int i = 0; i < s->depth; i++) {
        int w = S(s, i);
        if (g->heads[w] != w) g->kids_stack[g->heads[w]]++;
        g->head_stack[w] |= 2;
    }
    for (int i = 0, left = left_over(s); i < left; i++) {
        int w = B(s, i);
        if (starts(s, w)) break;
        if (g->heads[w] != w) g->kids_buffer[g->heads[w]]++;
        g->head_buffer[w] |= 2;
    }
    for (int w = 0; w < s->n; w++) {
        int h = g->heads[w];
        if (h == w) continue;
        if (g->head_stack[h] & 2) g->head_stack[w] |= 1;
        if (g->head_buffer[h] & 2) g->head_buffer[w] |= 1;
    }
    int b0 = B(s, 0), b1 = B(s, 1), s0 = S(s, 0);
    g->push = b0 < 0 ? 9000
                     : (g->head_stack[b0] & 1) + g->kids_stack[b0] + (valid[BREAK] && b1 >= 0 && g->starts[b1]);
    g->pop = s0 < 0 ? 9000 : (g->head_buffer[s0] & 1) + g->kids_buffer[s0];
}

static int cost(const State *s, const Gold *g, int kind, int label) {
    int s0 = S(s, 0), s1 = S(s, 1), b0 = B(s, 0), c;
    switch (kind) {
    case SHIFT: return g->push;
    case REDUCE:
        if (starts(s, b0)) return 0;
        c = g->pop;
        if (s->head[s0] < 0) c -= (g->head_stack[s0] & 1) + g->kids_stack[s0];
        return c;
    case LEFT:
        c = g->pop;
        if (s->head[s0] >= 0) c += g->heads[s0] == s1;
        else c += (g->head_stack[s0] & 1) + g->kids_stack[s0];
        if (g->heads[s0] == b0) c += (g->labels[s0] != label) - 1;
        return c;
    case RIGHT:
        c = g->push;
        if (g->heads[b0] == s0) c += (g->labels[b0] != label) - 1;
        else if ((g->head_buffer[b0] & 1) && !s->unshiftable[b0]) c += 1;
        return c;
    }
    c = 0;
    for (int i = 0; i < s->depth; i++) {
        int w = S(s, i);
        c += (g->head_buffer[w] & 1) + g->kids_buffer[w];
        c -= (g->heads[b0] == w) + (g->heads[w] == b0);
    }
    return c + !g->starts[B(s, 1)];
}

static void push(State *s) { s->stack[s->depth++] = s->back ? s->returned[--s->back] : s->next++; }

static void arc(State *s, int head, int child, int label) {
    int old = s->head[child];
    if (old >= 0 && s->right[old] == child) s->right[old] = s->before[child];
    s->head[child] = head;
    s->label[child] = label;
    if (head > child) {
        s->left[head] = child;
    } else {
        s->before[child] = s->right[head];
        s->right[head] = child;
    }
}

static void act(State *s, int kind, int label) {
    int s0 = S(s, 0), b0 = B(s, 0);
    switch (kind) {
    case SHIFT: push(s); break;
    case REDUCE:
        s->depth--;
        if (s->head[s0] < 0 && s->depth > 0) {
            s->unshiftable[s0] = 1;
            s->returned[s->back++] = s0;
        }
        break;
    case LEFT:
        arc(s, b0, s0, label);
        s->unshiftable[b0] = 0;
        s->depth--;
        break;
    case RIGHT:
        arc(s, s0, b0, label);
        push(s);
        break;
    case BREAK: s->broken[B(s, 1)] = 1; break;
    }
}

typedef struct {
    const float *table, *absent, *bias, *upper, *upper_bias; /* pieces apart; upper: hidden × moves */
    int hidden, pieces, moves;
} Net;

static void score(const Net *net, const int32_t named[8], float *sums, float *scores) {
    int width = net->hidden * net->pieces, h = net->hidden;
    memcpy(sums, net->bias, width * sizeof(float));
    for (int f = 0; f < 8; f++) {
        const float *row = named[f] < 0 ? net->absent + f * width : net->table + ((long)named[f] * 8 + f) * width;
        for (int i = 0; i < width; i++) sums[i] += row[i];
    }
    for (int p = 1; p < net->pieces; p++)
        for (int i = 0; i < h; i++) sums[i] = sums[i] > sums[p * h + i] ? sums[i] : sums[p * h + i];
    memcpy(scores, net->upper_bias, net->moves * sizeof(float));
    for (int i = 0; i < h; i++)
        for (int m = 0; m < net->moves; m++) scores[m] += sums[i] * net->upper[i * net->moves + m];
}

static int best(const float *scores, const uint8_t *allowed, int n) {
    int at = -1;
    for (int i = 0; i < n; i++)
        if (allowed[i] && (at < 0 || scores[i] > scores[at])) at = i;
    return at;
}

static void named_words(const State *s, int from, int32_t out[8]) {
    int b0 = B(s, 0), s0 = S(s, 0);
    int all[8] = {b0, B(s, 1), s0, S(s, 1), S(s, 2), b0 < 0 ? -1 : s->left[b0],
                  s0 < 0 ? -1 : s->left[s0], s0 < 0 ? -1 : s->right[s0]};
    for (int i = 0; i < 8; i++) out[i] = all[i] < 0 ? -1 : all[i] + from;
}

/* Runs all documents; `gold_heads` may be NULL.  `follow[d]` says that document d takes the
 * best-scored of the cheapest moves instead of the best-scored of all.  Returns the number of
 * states, or -1 when more than `room` were needed. */
long run(int docs, const int64_t *from, const int8_t *fixed, const int32_t *gold_heads,
         const int32_t *gold_labels, const int8_t *gold_starts, const uint8_t *follow,
         const float *table, const float *absent, const float *bias, const float *upper,
         const float *upper_bias, int hidden, int pieces, int moves, const int32_t *kinds,
         const int32_t *labels, long room, int32_t *out_named, uint8_t *out_valid,
         uint8_t *out_gold, int32_t *out_heads, int32_t *out_labels) {
    Net net = {table, absent, bias, upper, upper_bias, hidden, pieces, moves};
    float *sums = malloc(hidden * pieces * sizeof(float)), *scores = malloc(moves * sizeof(float));
    uint8_t *allowed = malloc(moves), *cheap = malloc(moves);
    int *costs = malloc(moves * sizeof(int));
    long made = 0;
    for (int d = 0; d < docs && made >= 0; d++) {
        int n = (int)(from[d + 1] - from[d]);
        int *ints = malloc(sizeof(int) * n * 9);
        uint8_t *bytes = calloc(4 * n, 1);
        State s = {n, 0, 0, 0, ints, ints + n, ints + 2 * n, ints + 3 * n, ints + 4 * n, ints + 5 * n,
                   ints + 6 * n, bytes, bytes + n, fixed + from[d]};
        Gold g = {gold_heads ? gold_heads + from[d] : 0, gold_heads ? gold_labels + from[d] : 0,
                  gold_heads ? gold_starts + from[d] : 0, ints + 7 * n, ints + 8 * n, bytes + 2 * n, bytes + 3 * n, 0, 0};
        for (int i = 0; i < n; i++) s.head[i] = s.left[i] = s.right[i] = s.before[i] = s.label[i] = -1;
        while (s.depth || left_over(&s)) {
            if (made >= room) { made = -1; break; }
            uint8_t valid[KINDS];
            int32_t *named = out_named + made * 8;
            validity(&s, valid);
            named_words(&s, (int)from[d], named);
            score(&net, named, sums, scores);
            int low = 9000;
            if (g.heads) look(&s, &g, valid);
            for (int m = 0; m < moves; m++) {
                allowed[m] = valid[kinds[m]];
                costs[m] = allowed[m] && g.heads ? cost(&s, &g, kinds[m], labels[m]) : 9000;
                if (costs[m] < low) low = costs[m];
            }
            if (g.heads) {
                for (int m = 0; m < moves; m++) cheap[m] = allowed[m] && costs[m] == low;
                memcpy(out_gold + made * moves, cheap, moves);
                memcpy(out_valid + made * KINDS, valid, KINDS);
                made++;
            }
            int m = best(scores, g.heads && follow[d] ? cheap : allowed, moves);
            if (m < 0) break;
            act(&s, kinds[m], labels[m]);
        }
        for (int i = 0; i < n; i++) {
            out_heads[from[d] + i] = s.head[i] < 0 ? i : s.head[i];
            out_labels[from[d] + i] = s.head[i] < 0 ? -1 : s.label[i];
        }
        free(ints);
        free(bytes);
    }
    free(sums), free(scores), free(allowed), free(cheap), free(costs);
    return made;
}

/* The best projective tree with one root.  scores: n+1 × n+1, [child][head], place 0 the root;
 * heads: n+1, filled for places 1…n. */
void eisner(int n, const float *scores, int32_t *heads) {
    int w = n + 1;
    size_t size = (size_t)w * w;
    float *open[2], *shut[2];
    int *open_at[2], *shut_at[2];
    for (int d = 0; d < 2; d++) {
        open[d] = malloc(size * 4), shut[d] = malloc(size * 4);
        open_at[d] = malloc(size * 4), shut_at[d] = malloc(size * 4);
        for (int i = 0; i < w; i++) open[d][i * w + i] = -1e30f, shut[d][i * w + i] = 0;
    }
    for (int k = 1; k < w; k++)
        for (int i = 0; i + k < w; i++) {
            int j = i + k, at = i;
            float top = -1e30f;
            for (int m = i; m < j; m++) {
                float v = shut[1][i * w + m] + shut[0][(m + 1) * w + j];
                if (v > top) top = v, at = m;
            }
            float root = i == 0 ? -1e4f : 0;
            open[0][i * w + j] = i == 0 ? -1e30f : top + scores[i * w + j];
            open[1][i * w + j] = top + scores[j * w + i] + root;
            open_at[0][i * w + j] = open_at[1][i * w + j] = at;
            top = -1e30f;
            for (int m = i; m < j; m++) {
                float v = shut[0][i * w + m] + open[0][m * w + j];
                if (v > top) top = v, at = m;
            }
            shut[0][i * w + j] = top, shut_at[0][i * w + j] = at;
            top = -1e30f;
            for (int m = i + 1; m <= j; m++) {
                float v = open[1][i * w + m] + shut[1][m * w + j];
                if (v > top) top = v, at = m;
            }
            shut[1][i * w + j] = top, shut_at[1][i * w + j] = at;
        }
    /* agenda of (i, j, direction, complete) */
    int *agenda = malloc(sizeof(int) * 4 * (4 * w + 8)), top = 0;
    int first[4] = {0, n, 1, 1};
    memcpy(agenda, first, sizeof first);
    top = 1;
    while (top) {
        int *a = agenda + 4 * --top, i = a[0], j = a[1], d = a[2], c = a[3];
        if (i == j) continue;
        int next[2][4];
        if (c) {
            int m = shut_at[d][i * w + j];
            int t[2][4] = {{i, m, d, !d ? 1 : 0}, {m, j, d, !d ? 0 : 1}};
            memcpy(next, t, sizeof t);
        } else {
            int m = open_at[d][i * w + j];
            heads[d ? j : i] = d ? i : j;
            int t[2][4] = {{i, m, 1, 1}, {m + 1, j, 0, 1}};
            memcpy(next, t, sizeof t);
        }
        memcpy(agenda + 4 * top++, next[0], sizeof next[0]);
        memcpy(agenda + 4 * top++, next[1], sizeof next[1]);
    }
    free(agenda);
    for (int d = 0; d < 2; d++) free(open[d]), free(shut[d]), free(open_at[d]), free(shut_at[d]);
}
