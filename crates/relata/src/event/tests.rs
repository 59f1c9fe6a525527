//! Given situations in invented sentences, checks the chronicle that is made of them.
