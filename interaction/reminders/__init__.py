"""我的提醒: staff hear outside the desk that something waits there - how many, never what or whose."""
