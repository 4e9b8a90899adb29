@0xd1a0f0c1b2e3a40b;
# doc

struct Windows {
  # crlf
  a @0 :Text = "x";
  # a
}
