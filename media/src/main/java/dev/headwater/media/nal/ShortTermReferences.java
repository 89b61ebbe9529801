package dev.headwater.media.nal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A short-term reference picture set (ITU-T H.265, sections 7.3.7 and 7.4.8). Immutable.
 *
 * @param before pictures that are shown before, the nearest first
 * @param after pictures that are shown after, the nearest first
 */
record ShortTermReferences(List<Reference> before, List<Reference> after) {
  static final ShortTermReferences NONE = new ShortTermReferences(List.of(), List.of());

  /** Of pictures in a set: {@code sps_max_dec_pic_buffering_minus1} is at most 15. */
  private static final int MAX_PICTURES = 16;

  /** Of a distance between pictures, in their order: section 7.4.8. */
  private static final int MAX_DELTA = 1 << 15;

  /**
   * A picture.
   *
   * @param delta from the current one, in the order of output
   * @param used whether the current picture may refer to it: {@code used_by_curr_pic}
   */
  record Reference(int delta, boolean used) {}

  ShortTermReferences {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  int size() {
    return before.size() + after.size();
  }

  int usedCount() {
    return (int)
        (before.stream().filter(Reference::used).count()
            + after.stream().filter(Reference::used).count());
  }

  /**
   * Reads one.
   *
   * @param known those before it
   * @param inSlice whether a slice has it for itself, and may derive it from any of them
   */
  static ShortTermReferences read(BitReader bits, List<ShortTermReferences> known, boolean inSlice)
      throws MalformedNalUnitException {
    if (known.isEmpty() || !bits.flag()) {
      return explicit(bits);
    }
    int back = inSlice ? bits.ue("delta_idx_minus1", known.size() - 1) + 1 : 1;
    return derived(bits, known.get(known.size() - back));
  }

  private static ShortTermReferences explicit(BitReader bits) throws MalformedNalUnitException {
    int before = bits.ue("num_negative_pics", MAX_PICTURES);
    int after = bits.ue("num_positive_pics", MAX_PICTURES - before);
    return new ShortTermReferences(row(bits, before, -1), row(bits, after, 1));
  }

  private static List<Reference> row(BitReader bits, int count, int sign)
      throws MalformedNalUnitException {
    List<Reference> row = new ArrayList<>();
    int delta = 0;
    while (row.size() < count) {
      delta += sign * (bits.ue("delta_poc_minus1", MAX_DELTA - 1) + 1);
      row.add(new Reference(delta, bits.flag()));
    }
    return row;
  }

  /** Another set's pictures and its own one, all a step aside: equations 7-61 and 7-62. */
  private static ShortTermReferences derived(BitReader bits, ShortTermReferences from)
      throws MalformedNalUnitException {
    int sign = bits.flag() ? -1 : 1;
    int step = sign * (bits.ue("abs_delta_rps_minus1", MAX_DELTA - 1) + 1);
    List<Reference> moved = new ArrayList<>();
    for (Reference reference : from.before) {
      keep(bits, reference.delta + step, moved);
    }
    for (Reference reference : from.after) {
      keep(bits, reference.delta + step, moved);
    }
    keep(bits, step, moved);
    if (moved.size() > MAX_PICTURES) {
      throw MalformedNalUnitException.of("reference pictures", moved.size(), "<= " + MAX_PICTURES);
    }
    return new ShortTermReferences(
        moved.stream()
            .filter(reference -> reference.delta < 0)
            .sorted(Comparator.comparingInt(Reference::delta).reversed())
            .toList(),
        moved.stream()
            .filter(reference -> reference.delta > 0)
            .sorted(Comparator.comparingInt(Reference::delta))
            .toList());
  }

  private static void keep(BitReader bits, int delta, List<Reference> kept)
      throws MalformedNalUnitException {
    boolean used = bits.flag();
    boolean use = used || bits.flag(); // use_delta_flag
    if (use && delta != 0) {
      kept.add(new Reference(delta, used));
    }
  }
}
