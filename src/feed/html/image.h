/* feed/html/image.h: pictures: where they really are, and what they call themselves. */
#ifndef LEDE_FEED_HTML_IMAGE_H
#define LEDE_FEED_HTML_IMAGE_H

#include "feed/html/todoc.h"

/* <img>, <amp-img> and kin. */
bool image_is(const Node *node);
/* Its real address, whatever stands in `src` until scripts come; alt and size. False if there is
 * nothing to show: a spacer, a tracking pixel. href is left empty. */
bool image_read(const Node *node, Str base, Arena *arena, Picture *out);
/* A picture that is a character: an emoji, a formula. */
bool image_is_inline(const Node *node);
/* Whether an element's class says that it holds a caption or a credit; a credit. */
bool image_is_caption(const Node *node);
bool image_is_credit(const Node *node);
/* Where a click on the picture leads, within `root`; may be empty. */
Str image_click(const Node *node, const Node *root);

/* Appends a picture that stands by itself. */
void image_single(Walk *w, const Node *node);

#endif
