package dev.headwater.edge.http.structured;

/** A member of a list or a dictionary: an item or an inner list (RFC 9651, section 3). */
public sealed interface Member permits Item, InnerList {
  Parameters parameters();
}
