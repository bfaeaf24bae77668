/*
 * Simplex as Witan builds it, rules 2 to 11 of docs/spec/consensus.md, for four validators of equal power, one of them
 * Byzantine. `./witan model` has spin check it; docs/testing.md says how far that reaches.
 *
 * Modelled. Three honest validators, each in a view of its own: entering and jumping (rule 2), proposals on a parent with
 * NULs since (3, 4), one notarize, nullify or finalize (5, 6), certifying (7), finalizing (8), NUL (9), FIN (10). From any
 * moment on it may be calm: what an honest validator has in hand reaches all (11), the Byzantine one is silent, the leaders
 * of views not yet entered are honest, and no timer of theirs passes.
 *
 * Abstracted away, always so that the model can do what a committee can, and more:
 * - Network and knowledge. Messages are lost, late, in any order. Votes are not taken back and nothing waits for something
 *   *not* to be known, so a validator that lacks a certificate is one that has not acted on it: a quorum once reached may be
 *   used by anybody at any later time, or never. `held` are those that an honest validator has in hand, by use or by chance;
 *   only they, and what three honest votes make, are left in the calm.
 * - Certificates are counts: the Byzantine validator has voted for everything, so two honest votes make a quorum.
 * - Proposals. The Byzantine validator leads every view before the calm, with two blocks in each, on any parent, shown to
 *   anybody; an honest leader can do less. A block comes into being with its first honest vote.
 * - Timers pass at any time. Refusals (rule 4: invalid, behind) and the leader's own nullify are no different.
 * - Data (rule 7) comes some time after NOT, as a certificate does. In the calm it is there: whoever notarized has it.
 * - A leader that contradicts itself (rule 8): whoever certifies may go on without a finalize.
 * - Words said in views that a validator left are kept as counts: nothing that it does depends on whose they were.
 * - Validators are interchangeable, so they are kept in order; of views that everybody left, only certificates are kept.
 * - Parents below the last final view are not refused, though the code does.
 * Not in it: crashes, journal and guard (12, 13), epochs (16), unequal powers, the order of leaders (1), the length of time.
 *
 * Bounds. VIEWS views, two blocks in each.
 *
 * Properties. `oneBlock`: one notarized block a view. `noSkip`: never FIN and NUL of one view. `built`: what is notarized at
 * or above a final block descends from it. `agreement`: so do final blocks. `progress`: once calm, all leave all views, and
 * the views that nobody had entered before are final.
 *
 * Options. -DNO_CALM: without the calm and `progress`, for more views. -DONLY_AGREEMENT: without the lemmas, so that what is
 * found is a fork and not a first step towards one. -DKEEP_ALL: views that everybody left are kept whole. Rules broken on
 * purpose: checkModel.ts lists them.
 */
#ifndef VIEWS
#define VIEWS 4
#endif
#define HONEST 3
#ifdef QUORUM_OF_2F
#define QUORUM 2
#else
#define QUORUM 3
#endif

/* Blocks of view v are 2v and 2v + 1; 1 is genesis, in view 0; 0 is none. */
#define BLOCKS (2 * VIEWS + 2)
#define GENESIS 1
#define VIEW(block) ((block) >> 1)

/* In counterexamples: 1a and 1b are the blocks of view 1; 0a is genesis. */
#define NAME(block) VIEW(block), ((block) == GENESIS -> 'a' : 'a' + ((block) & 1))

/* What a validator said in its current view. */
#define FIRST 1
#define SECOND 2
#define NOTARIZED (FIRST | SECOND)
#define NULLIFIED 4
#define GAVE_UP 8 /* only in a broken variant */
#define WORD_FOR(block) (((block) & 1) -> SECOND : FIRST)

byte at[HONEST] = 1;
byte said[HONEST];

/* Honest votes. */
byte notarizes[BLOCKS];
byte finalizes[BLOCKS];
byte nullifies[VIEWS + 1];
/* 0 while the block has no honest vote. */
byte parent[BLOCKS];

/* Certificates that an honest validator has in hand. */
bit heldNot[BLOCKS];
bit heldFin[BLOCKS];
bit heldNul[VIEWS + 1];

/* The newest view that anybody had entered when it became calm; 0 before. */
byte calm;

#ifdef FINALIZE_AFTER_LEAVING
/* How many left a view with neither nullify nor finalize. */
byte leftOpen[VIEWS + 1];
#endif

/* What follows from the above: the certificates to be had now, the blocks that they certify, the oldest view whose block a
   proposal of a view may extend, and the newest certified block that it may (0: none). */
bit not[BLOCKS];
bit fin[BLOCKS];
bit nul[VIEWS + 1];
bit certified[BLOCKS];
byte oldest[VIEWS + 2];
byte newest[VIEWS + 2];

/* The same after every step, so that no states differ by them. */
byte i, j, k, swap;
bool oneBlock = true, noSkip = true, agreement = true, built = true, progress = true;

/* With the Byzantine vote; and what is left without it once it is calm. */
#define CAN_EXIST(votes) ((votes) + 1 >= QUORUM)
#define IS_HAD(votes, held) ((calm == 0 && CAN_EXIST(votes)) || (votes) >= QUORUM || (held))

/* Validators in order, so that states that differ by who is who become one. */
inline sort() {
  for (i : 1 .. HONEST - 1) {
    for (j : 0 .. HONEST - 2) {
      if
      :: at[j] < at[j + 1] || (at[j] == at[j + 1] && said[j] < said[j + 1]) ->
        swap = at[j]; at[j] = at[j + 1]; at[j + 1] = swap;
        swap = said[j]; said[j] = said[j + 1]; said[j + 1] = swap
      :: else
      fi
    }
  }
}

inline derive() {
  not[GENESIS] = 1;
  fin[GENESIS] = 1;
  certified[GENESIS] = 1;
  for (i : 2 .. BLOCKS - 1) {
    not[i] = IS_HAD(notarizes[i], heldNot[i]);
    fin[i] = IS_HAD(finalizes[i], heldFin[i]);
#ifdef PARENT_NOT_NOTARIZED
    certified[i] = not[i];
#else
    certified[i] = not[i] && (certified[parent[i]] || fin[parent[i]]);
#endif
  }
  newest[1] = GENESIS;
  for (i : 1 .. VIEWS) {
    nul[i] = IS_HAD(nullifies[i], heldNul[i]);
    oldest[i + 1] = (nul[i] -> oldest[i] : i);
    newest[i + 1] = (certified[2 * i] || fin[2 * i] -> 2 * i :
      (certified[2 * i + 1] || fin[2 * i + 1] -> 2 * i + 1 : (nul[i] -> newest[i] : 0)))
  }
}

/* A certificate comes into an honest validator's hand; and what is kept of votes that can no more become others. */
#ifdef NO_CALM
#define HOLD(held) skip
#define KEEP_CERTIFICATE(votes, held) votes = (CAN_EXIST(votes) -> QUORUM - 1 : 0)
#else
#define HOLD(held) held = 1
#define KEEP_CERTIFICATE(votes, held) \
  held = (held || votes >= QUORUM); \
  votes = (held || (calm == 0 && CAN_EXIST(votes)) -> QUORUM - 1 : 0)
#endif

/* Takes what no longer matters out of views that everybody left: nobody votes in them any more. How many votes there are
   beyond the certificate, blocks that were not notarized, and which of two blocks was the first. */
inline forget() {
  for (i : 2 .. BLOCKS - 1) {
    if
    :: VIEW(i) >= at[HONEST - 1] -> break
    :: else
    fi;
    KEEP_CERTIFICATE(notarizes[i], heldNot[i]);
    KEEP_CERTIFICATE(finalizes[i], heldFin[i]);
    if
    :: (i & 1) -> KEEP_CERTIFICATE(nullifies[VIEW(i)], heldNul[VIEW(i)])
    :: else
    fi;
    if
    :: notarizes[i] == 0 && finalizes[i] == 0 -> parent[i] = 0
    :: else
    fi;
    if
    :: (i & 1) && parent[i] != 0 && parent[i - 1] == 0 ->
      notarizes[i - 1] = notarizes[i]; notarizes[i] = 0;
      finalizes[i - 1] = finalizes[i]; finalizes[i] = 0;
      heldNot[i - 1] = heldNot[i]; heldNot[i] = 0;
      heldFin[i - 1] = heldFin[i]; heldFin[i] = 0;
      parent[i - 1] = parent[i]; parent[i] = 0;
      for (j : i + 1 .. BLOCKS - 1) {
        parent[j] = (parent[j] == i -> i - 1 : parent[j])
      }
    :: else
    fi
  }
}

/* Asserts what must hold in every state. */
inline judge() {
  for (i : 2 .. BLOCKS - 1) {
    if
    :: CAN_EXIST(finalizes[i]) ->
      for (j : 2 * VIEW(i) .. BLOCKS - 1) {
        if
        :: CAN_EXIST(notarizes[j]) || CAN_EXIST(finalizes[j]) ->
          k = j;
          do
          :: VIEW(k) > VIEW(i) -> k = parent[k]
          :: else -> break
          od;
          built = (k == i);
          agreement = (built || !CAN_EXIST(finalizes[j]));
          assert(agreement);
#ifndef ONLY_AGREEMENT
          assert(built)
#endif
        :: else
        fi
      }
      noSkip = !CAN_EXIST(nullifies[VIEW(i)]);
#ifndef ONLY_AGREEMENT
      assert(noSkip)
#endif
    :: else
    fi
  }
#ifndef ONLY_AGREEMENT
  for (i : 1 .. VIEWS) {
    oneBlock = !(CAN_EXIST(notarizes[2 * i]) && CAN_EXIST(notarizes[2 * i + 1]));
    assert(oneBlock)
  }
#endif
}

/* Ends every step. */
inline settle() {
  sort();
#ifndef KEEP_ALL
  forget();
#endif
  derive();
#ifndef NO_CALM
  if
  :: calm == 0 -> judge()
  :: else
  fi;
#else
  judge();
#endif
  i = 0; j = 0; k = 0; swap = 0
}

/* Rule 2: enter the view after `view`. */
inline leave(view) {
#ifdef FINALIZE_AFTER_LEAVING
  for (i : at[me] .. view) {
    leftOpen[i] = leftOpen[i] + (i == at[me] && (said[me] & NULLIFIED) -> 0 : 1)
  }
#endif
  at[me] = view + 1;
  said[me] = 0;
  settle()
}

/* Rule 4: whoever notarizes has the parent's NOT and the NULs since in hand. */
inline notarize(block) {
  heldNot[parent[block]] = 1;
  for (i : VIEW(parent[block]) + 1 .. VIEW(block) - 1) {
    HOLD(heldNul[i])
  }
  notarizes[block]++;
  said[me] = said[me] | WORD_FOR(block);
  printf("In view %d: notarize %d%c on %d%c\n", VIEW(block), NAME(block), NAME(parent[block]));
  settle()
}

/* Rule 5. */
#ifdef NOTARIZE_TWICE
#define MAY_NOTARIZE(block) ((said[me] & (NULLIFIED | WORD_FOR(block))) == 0)
#else
#define MAY_NOTARIZE(block) ((said[me] & (NULLIFIED | NOTARIZED)) == 0)
#endif
#ifdef FINALIZE_AFTER_NULLIFY
#define MAY_FINALIZE(view) true
#else
#define MAY_FINALIZE(view) (view > at[me] || (said[me] & NULLIFIED) == 0)
#endif
#ifdef NO_NULLIFY_AFTER_NOTARIZE
#define MAY_NULLIFY ((said[me] & (NULLIFIED | NOTARIZED)) == 0)
#else
#define MAY_NULLIFY ((said[me] & NULLIFIED) == 0)
#endif

/* Rules 3 and 4. */
#ifdef PARENT_WITHOUT_NULS
#define NULS_SHOWN(block, on) true
#else
#define NULS_SHOWN(block, on) (VIEW(on) >= oldest[VIEW(block)])
#endif
#ifdef PARENT_NOT_NOTARIZED
#define PARENT_SHOWN(on) (on == GENESIS || parent[on] != 0)
#else
#define PARENT_SHOWN(on) not[on]
#endif

/* Rules 7 and 8: `block` of this or a later view is certified here: finalize, or (rule 8) not, and enter the next view. */
#define CERTIFIED(block) \
  certified[block] && VIEW(block) >= at[me] && !(VIEW(block) == at[me] && (said[me] & GAVE_UP))

inline passOn(block) {
  k = block;
#ifdef NOT_KEPT_TO_ONESELF
  k = parent[k];
#endif
  do
  :: k > GENESIS -> HOLD(heldNot[k]); k = parent[k]
  :: else -> break
  od
}

#define ON_CERTIFIED(block) \
  :: d_step { \
      CERTIFIED(block) && MAY_FINALIZE(VIEW(block)) -> \
      passOn(block); \
      finalizes[block]++; \
      printf("In view %d: finalize %d%c\n", at[me], NAME(block)); \
      leave(VIEW(block)) \
    } \
  :: d_step { \
      CERTIFIED(block) && !(calm != 0 && VIEW(block) > calm) -> \
      passOn(block); \
      printf("In view %d: go on from %d%c without finalize\n", at[me], NAME(block)); \
      leave(VIEW(block)) \
    }

/* Rule 10. */
#define ON_FIN(block) \
  :: d_step { \
      fin[block] && VIEW(block) >= at[me] -> \
      HOLD(heldFin[block]); \
      printf("In view %d: FIN of %d%c\n", at[me], NAME(block)); \
      leave(VIEW(block)) \
    }

/* Rule 9. */
#define ON_NUL(view) \
  :: d_step { \
      nul[view] && view >= at[me] -> \
      HOLD(heldNul[view]); \
      printf("In view %d: NUL of view %d\n", at[me], view); \
      leave(view) \
    }

#ifdef FINALIZE_AFTER_LEAVING
#define AFTER_LEAVING(block) \
  :: d_step { \
      certified[block] && leftOpen[VIEW(block)] > 0 -> \
      leftOpen[VIEW(block)]--; \
      finalizes[block]++; \
      printf("After leaving view %d: finalize %d%c\n", VIEW(block), NAME(block)); \
      settle() \
    }
#else
#define AFTER_LEAVING(block)
#endif

#define ON_BLOCK(block) ON_CERTIFIED(block) ON_FIN(block) AFTER_LEAVING(block)
#define ON_VIEW(view) ON_NUL(view) ON_BLOCK(2 * view) ON_BLOCK((2 * view + 1))

proctype Validator(byte me) {
  byte b, p;
end:
  do
  /* Rules 4 and 5, before the calm: the Byzantine leader's proposal. */
  :: atomic {
      calm == 0 && at[me] <= VIEWS && (MAY_NOTARIZE(0) || MAY_NOTARIZE(1)) ->
      select (b : 2 * at[me] .. 2 * at[me] + 1);
      if
      :: parent[b] != 0 -> p = parent[b]
      :: else -> select (p : GENESIS .. 2 * at[me] - 1)
      fi;
      d_step {
        if
        /* Blocks of a view are interchangeable: the first to get a vote is the even one. */
        :: MAY_NOTARIZE(b) && PARENT_SHOWN(p) && NULS_SHOWN(b, p) && ((b & 1) == 0 || parent[b - 1] != 0) ->
          parent[b] = p;
          notarize(b)
        :: else
        fi;
        b = 0;
        p = 0
      }
    }
  /* Rule 3, in the calm: the honest leader is the first to get here, and proposes on the newest certified block. */
  :: d_step {
      calm != 0 && at[me] > calm && at[me] <= VIEWS && parent[2 * at[me]] == 0 && newest[at[me]] != 0 ->
      b = 2 * at[me];
      parent[b] = newest[at[me]];
      notarize(b);
      b = 0
    }
  :: d_step {
      calm != 0 && at[me] > calm && at[me] <= VIEWS && parent[2 * at[me]] != 0 && MAY_NOTARIZE(0) &&
      PARENT_SHOWN(parent[2 * at[me]]) && NULS_SHOWN(2 * at[me], parent[2 * at[me]]) ->
      b = 2 * at[me];
      notarize(b);
      b = 0
    }
  /* Rule 6. No timer passes in a view that was entered in the calm. */
  :: d_step {
      at[me] <= VIEWS && MAY_NULLIFY && (calm == 0 || at[me] <= calm) ->
      nullifies[at[me]]++;
      said[me] = said[me] | NULLIFIED;
      printf("In view %d: nullify\n", at[me]);
      settle()
    }
#ifdef CLOCK_IN_CERTIFICATION
  :: d_step {
      calm == 0 && at[me] <= VIEWS && (said[me] & GAVE_UP) == 0 ->
      said[me] = said[me] | GAVE_UP;
      printf("In view %d: its data is late, never certify\n", at[me]);
      settle()
    }
#endif
  ON_VIEW(1)
  ON_VIEW(2)
#if VIEWS > 2
  ON_VIEW(3)
#endif
#if VIEWS > 3
  ON_VIEW(4)
#endif
#if VIEWS > 4
  ON_VIEW(5)
#endif
  od
}

#ifdef NO_CALM
#define LEARN(view)
#else
#define LEARN_OF(certificate, held) \
  :: d_step { \
      calm == 0 && certificate && !held -> \
      HOLD(held); \
      settle() \
    }
/* Somebody honest comes to know of a certificate, and has no use for it yet. */
#define LEARN(view) \
  LEARN_OF(nul[view], heldNul[view]) \
  LEARN_OF(not[2 * view], heldNot[2 * view]) \
  LEARN_OF(fin[2 * view], heldFin[2 * view]) \
  LEARN_OF(not[2 * view + 1], heldNot[2 * view + 1]) \
  LEARN_OF(fin[2 * view + 1], heldFin[2 * view + 1])
#endif

init {
  d_step {
    derive();
    i = 0
  }
  atomic {
    run Validator(0);
    run Validator(1);
    run Validator(2)
  }
#ifndef NO_CALM
end:
  do
  LEARN(1)
  LEARN(2)
#if VIEWS > 2
  LEARN(3)
#endif
#if VIEWS > 3
  LEARN(4)
#endif
#if VIEWS > 4
  LEARN(5)
#endif
  :: d_step {
      calm == 0 ->
      calm = at[0]; /* Validators are in order: the newest first. */
      printf("Calm from view %d on\n", calm);
      settle()
    }
  :: timeout ->
    d_step {
      progress = (calm != 0 && at[HONEST - 1] > VIEWS);
      for (i : calm + 1 .. VIEWS) {
        progress = (progress && fin[2 * i])
      }
      assert(progress)
    };
    break
  od
#endif
}
