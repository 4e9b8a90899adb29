@0xc1d2e3f4a5b60705;

struct Point {
  x @0 :Int32;
}
