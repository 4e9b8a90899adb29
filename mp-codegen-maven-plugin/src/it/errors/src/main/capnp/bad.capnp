@0xc1d2e3f4a5b60704;

struct Bad {
  missing @0 :Missing;
  text @1 :Text = 5;
}
