import cProfile,pstats,sys,pytest
p=cProfile.Profile(); p.enable()
pytest.main(["-p","no:cacheprovider","tests/casework/test_simulation.py","-k","everything_is_driven"])
p.disable(); s=pstats.Stats(p); s.sort_stats("cumulative").print_stats(90)
