/**
 * The control plane's HTTP side: the API as its OpenAPI document describes it, problem details, the
 * console's files. What a call does belongs to the packages it calls.
 */
@NullMarked
package dev.headwater.control.http;

import org.jspecify.annotations.NullMarked;
