// What an action complains about.
#pragma once
#include <exception>
#include <string>

namespace lab::test {

/// The message of the exception that `action` throws; "no error" if it throws none.
template <class Action>
std::string error_of(const Action& action) {
  try {
    action();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace lab::test
