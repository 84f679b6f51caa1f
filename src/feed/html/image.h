/* feed/html/image.h: pictures: where they really are, what is said about them, who made them. */
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
/* Whether an element's class says that it holds a caption or a credit. */
bool image_is_caption(const Node *node);
/* Whether the element, whose children are counted in `fact`, is a box of pictures and their
 * caption, and nothing else. */
bool image_is_figure(const Node *node, const Fact *fact);

/* Appends such a box. */
void image_figure(Walk *w, const Node *node);
/* If `node` holds one picture and no words, and the next element is its caption: appends both and
 * returns that element; else NULL. */
const Node *image_with_next(Walk *w, const Node *node);
/* Appends a picture that stands by itself. */
void image_single(Walk *w, const Node *node);

#endif
